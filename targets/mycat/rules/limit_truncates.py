"""A SELECT without a LIMIT is cut, without a word.

MyCat adds a LIMIT of `sqlMaxLimit` rows to each SELECT of one table that has none and asks for no
primary key. Whoever wanted all rows gets that many, and no warning.

Source: MyCat 1.6.7.4, DruidSelectParser.changeSql; a server of it was asked.
"""

from dbstackc.base.diagnostic import Level
from dbstackc.check.rule import Report
from dbstackc.lint.facts.router import RouterSchema
from dbstackc.lint.stack import Stack

from ..asked import is_true, number
from ..folder import folders

LEVEL = Level.ADVICE

EXAMPLE = "schema.xml"

BAD = """
<!DOCTYPE mycat:schema SYSTEM "schema.dtd">
<mycat:schema xmlns:mycat="http://io.mycat/">
  <schema name="shop" sqlMaxLimit="100">
    <table name="orders" dataNode="dn1,dn2" rule="by-id"/>
  </schema>
  <dataNode name="dn1" dataHost="a" database="shop1"/>
  <dataNode name="dn2" dataHost="a" database="shop2"/>
  <dataHost name="a" maxCon="100" minCon="10" balance="0"
            dbType="mysql" dbDriver="native">
    <heartbeat>select user()</heartbeat>
    <writeHost host="a1" url="10.0.0.1:3306" user="app" password="Xk2vTq"/>
  </dataHost>
</mycat:schema>
"""

GOOD = """
<!DOCTYPE mycat:schema SYSTEM "schema.dtd">
<mycat:schema xmlns:mycat="http://io.mycat/">
  <schema name="shop" sqlMaxLimit="-1">
    <table name="orders" dataNode="dn1,dn2" rule="by-id"/>
  </schema>
  <dataNode name="dn1" dataHost="a" database="shop1"/>
  <dataNode name="dn2" dataHost="a" database="shop2"/>
  <dataHost name="a" maxCon="100" minCon="10" balance="0"
            dbType="mysql" dbDriver="native">
    <heartbeat>select user()</heartbeat>
    <writeHost host="a1" url="10.0.0.1:3306" user="app" password="Xk2vTq"/>
  </dataHost>
</mycat:schema>
"""


def check(stack: Stack, report: Report) -> None:
    """Report each schema that cuts the results of its tables."""
    for folder in folders(stack):
        for schema in folder.all(RouterSchema):
            limit = number(schema.attributes, "sqlMaxLimit", -1)
            cut = [
                table
                for table in schema.tables
                if is_true(table.attributes, "needAddLimit")
                or "needAddLimit" not in table.attributes
            ]
            if limit is not None and limit >= 0 and cut:
                report(
                    f"a SELECT from `{schema.name.text}` without a LIMIT gives {limit} rows",
                    at=schema.attributes["sqlMaxLimit"].span,
                    note="the rows past that are left out without a word, of exports too",
                    help="write -1, and let the application say its LIMIT",
                )
