"""The words of keepalived.conf, block by block: of every release from 1.2.13 to 2.4.3.

Source: keepalived, the tables that `init_global_keywords`, `init_vrrp_keywords`,
`init_check_keywords`, `init_bfd_keywords` and `add_track_file_keywords` install, of those releases.
"""

_WORDS = """
    top: SSL bfd_instance child_wait_time garp_group global_defs instance
    interface_up_down_delays linkbeat_interfaces linkbeat_use_polling namespace_with_ipsets
    net_namespace net_namespace_ipvs static_ipaddress static_routes static_rules track_file
    track_group use_pid_dir virtual_server virtual_server_group vrrp_instance vrrp_script
    vrrp_sync_group vrrp_track_file vrrp_track_process
    SSL: ca certificate key password
    bfd_instance: checker hoplimit idle_tx max_hops min_rx min_tx multihop multiplier
    neighbor_ip neighbour_ip passive source_ip ttl vrrp weight
    garp_group: garp_interval gna_interval interface interfaces
    global_defs: bfd_cpu_affinity bfd_no_swap bfd_priority bfd_process_name bfd_rlimit_rtime
    bfd_rlimit_rttime bfd_rt_priority checker_cpu_affinity checker_log_all_failures
    checker_no_swap checker_priority checker_process_name checker_rlimit_rtime
    checker_rlimit_rttime checker_rt_priority config_save_dir data_use_instance
    dbus_no_interface_name dbus_service_name default_interface disable_local_igmp
    dynamic_interfaces enable_dbus enable_script_security enable_snmp_checker
    enable_snmp_keepalived enable_snmp_rfc enable_snmp_rfcv2 enable_snmp_rfcv3
    enable_snmp_vrrp enable_traps fifo_write_vrrp_states_on_reload include_check
    iproute_etc_dir iproute_usr_dir json_dump_file json_version log_unknown_vrids lvs_flush
    lvs_flush_on_stop lvs_flush_onstop lvs_netlink_cmd_rcv_bufs lvs_netlink_cmd_rcv_bufs_force
    lvs_netlink_monitor_rcv_bufs lvs_netlink_monitor_rcv_bufs_force lvs_notify_fifo
    lvs_notify_fifo_script lvs_process_name lvs_sync_daemon lvs_timeouts max_auto_priority
    min_auto_priority_delay nftables nftables_counters nftables_ifindex nftables_ipvs
    nftables_ipvs_priority nftables_ipvs_start_fwmark nftables_priority no_checker_emails
    no_email_faults notification_email notification_email_from notify_fifo notify_fifo_script
    plugin_dir process_monitor_rcv_bufs process_monitor_rcv_bufs_force process_name
    process_names random_seed reload_check_config reload_file reload_repeat reload_time_file
    router_id rs_init_notifies script_user shutdown_script shutdown_script_timeout smtp_alert
    smtp_alert_checker smtp_alert_vrrp smtp_connect_timeout smtp_helo_name smtp_server
    snmp_rs_stats_update_interval snmp_socket snmp_vs_stats_update_interval startup_script
    startup_script_timeout state_dump_file stats_dump_file tmp_config_directory umask
    use_symlink_paths v3_checksum_as_v2 vmac_addr_prefix vmac_prefix vrrp_check_unicast_src
    vrrp_cpu_affinity vrrp_delay_after_boot vrrp_down_timer_adverts vrrp_garp_extra_if
    vrrp_garp_interval vrrp_garp_lower_prio_delay vrrp_garp_lower_prio_repeat
    vrrp_garp_master_delay vrrp_garp_master_refresh vrrp_garp_master_refresh_repeat
    vrrp_garp_master_repeat vrrp_gna_interval vrrp_higher_prio_send_advert vrrp_ipsets
    vrrp_iptables vrrp_lower_prio_no_advert vrrp_mcast_group4 vrrp_mcast_group6 vrrp_min_garp
    vrrp_netlink_cmd_rcv_bufs vrrp_netlink_cmd_rcv_bufs_force vrrp_netlink_monitor_rcv_bufs
    vrrp_netlink_monitor_rcv_bufs_force vrrp_no_swap vrrp_notify_fifo vrrp_notify_fifo_script
    vrrp_notify_priority_changes vrrp_owner_ignore_adverts vrrp_priority vrrp_process_name
    vrrp_rlimit_rtime vrrp_rlimit_rttime vrrp_rt_priority vrrp_rx_bufs_multiplier
    vrrp_rx_bufs_policy vrrp_skip_check_adv_addr vrrp_startup_delay vrrp_strict vrrp_version
    vrrp_vmac_garp_intvl
    track_file: file init_file weight
    track_group: group
    virtual_server: alpha connect_timeout delay_before_retry delay_loop flag-1 flag-2 flag-3
    ha_suspend hashed hysteresis inhibit_on_failure ip_family lb_algo lb_kind lvs_method
    lvs_sched mh-fallback mh-port nat_mask omega ops persistence_engine
    persistence_granularity persistence_timeout protocol quorum quorum_down quorum_up
    real_server retry sh-fallback sh-port smtp_alert snmp_name sorry_server
    sorry_server_inhibit sorry_server_lvs_method virtualhost warmup weight
    real_server: BFD_CHECK DNS_CHECK FILE_CHECK HTTP_GET MISC_CHECK PING_CHECK SMTP_CHECK
    SSL_GET TCP_CHECK UDP_CHECK alpha connect_timeout delay_before_retry delay_loop
    inhibit_on_failure lthreshold lvs_method notify_down notify_up retry smtp_alert snmp_name
    uthreshold virtualhost warmup weight
    BFD_CHECK: alpha name
    DNS_CHECK: + name type
    FILE_CHECK: track_file weight
    HTTP_GET: + enable_sni fast_recovery http_protocol nb_get_retry url virtualhost
    url: digest path regex regex_max_offset regex_min_offset regex_no_match
    regex_options regex_stack status_code tls_compliant virtualhost
    MISC_CHECK: - misc_dynamic misc_path misc_timeout user
    PING_CHECK: +
    SMTP_CHECK: + helo_name host
    host: +
    TCP_CHECK: +
    UDP_CHECK: + max_reply_length min_reply_length payload require_reply
    vrrp_instance: accept advert_int auth_hmac authentication check_unicast_src debug
    dont_track_primary down_timer_adverts garp_extra_if garp_lower_prio_delay
    garp_lower_prio_repeat garp_master_delay garp_master_refresh garp_master_refresh_repeat
    garp_master_repeat higher_prio_send_advert interface kernel_rx_buf_size
    linkbeat_use_polling lower_prio_no_advert lvs_sync_daemon_interface mcast_dst_ip
    mcast_src_ip native_ipv6 no_accept no_virtual_ipaddress nopreempt notify notify_backup
    notify_deleted notify_fault notify_master notify_master_rx_lower_pri
    notify_priority_changes notify_stop old_unicast_checksum owner_ignore_adverts preempt
    preempt_delay priority promote_secondaries skip_check_adv_addr smtp_alert state
    strict_mode thread_timer_expired timer_expired_backup track_bfd track_file track_interface
    track_process track_script track_src_ip unicast_fault_no_peer unicast_peer unicast_src_ip
    unicast_ttl use_ipvlan use_vmac use_vmac_addr v3_checksum_as_v2 version virtual_ipaddress
    virtual_ipaddress_excluded virtual_router_id virtual_routes virtual_rules vmac_garp_intvl
    vmac_xmit_base vrf
    auth_hmac: active_key anti_replay key mode time_window
    authentication: auth_pass auth_type
    vrrp_script: fall init_fail interval rise script timeout user weight
    vrrp_sync_group: global_tracking group notify notify_backup notify_fault notify_master
    notify_priority_changes notify_stop smtp_alert sync_group_tracking_weight track_bfd
    track_file track_interface track_process track_script
    vrrp_track_file: file init_file weight
    vrrp_track_process: delay fork_delay full_command param_match process quorum quorum_max
    terminate_delay weight
"""

_CHECK = "alpha delay_before_retry delay_loop log_all_failures retry warmup"

_CONNECTION = "bind_if bind_port bindto connect_ip connect_port connect_timeout fwmark"

_NEEDS = """
    top: child_wait_time
    bfd_instance: hoplimit idle_tx max_hops min_rx min_tx multiplier source_ip ttl weight
    garp_group: garp_interval gna_interval interface
    global_defs: bfd_process_name bfd_rlimit_rtime bfd_rlimit_rttime checker_process_name
    checker_rlimit_rtime checker_rlimit_rttime config_save_dir lvs_process_name
    nftables_ipvs_priority nftables_ipvs_start_fwmark nftables_priority process_name
    random_seed smtp_connect_timeout smtp_server umask vmac_addr_prefix vmac_prefix
    vrrp_down_timer_adverts vrrp_garp_interval vrrp_garp_lower_prio_delay
    vrrp_garp_lower_prio_repeat vrrp_garp_master_delay vrrp_garp_master_refresh
    vrrp_garp_master_refresh_repeat vrrp_garp_master_repeat vrrp_gna_interval
    vrrp_mcast_group4 vrrp_mcast_group6 vrrp_process_name vrrp_rlimit_rtime vrrp_rlimit_rttime
    vrrp_startup_delay vrrp_version
    virtual_server: connect_timeout delay_before_retry delay_loop hysteresis ip_family lb_algo
    lb_kind lvs_method lvs_sched persistence_engine persistence_granularity protocol quorum
    quorum_down quorum_up retry sorry_server warmup weight
    real_server: connect_timeout delay_before_retry delay_loop lthreshold lvs_method
    notify_down notify_up retry uthreshold warmup weight
    DNS_CHECK: + name type
    HTTP_GET: + nb_get_retry
    url: digest path
    MISC_CHECK: - misc_timeout
    PING_CHECK: +
    SMTP_CHECK: +
    host: +
    TCP_CHECK: +
    UDP_CHECK: + max_reply_length min_reply_length
    vrrp_instance: advert_int debug down_timer_adverts garp_lower_prio_delay
    garp_lower_prio_repeat garp_master_delay garp_master_refresh garp_master_refresh_repeat
    garp_master_repeat interface lvs_sync_daemon_interface mcast_dst_ip mcast_src_ip notify
    notify_backup notify_fault notify_master notify_master_rx_lower_pri notify_stop
    preempt_delay priority state unicast_src_ip unicast_ttl version virtual_router_id vrf
    authentication: auth_pass auth_type
    vrrp_script: fall interval rise timeout user weight
    vrrp_sync_group: notify notify_backup notify_fault notify_master notify_stop
    vrrp_track_process: delay fork_delay process quorum quorum_max terminate_delay
"""

_WANTS = """
    top: instance net_namespace
    global_defs: default_interface lvs_netlink_cmd_rcv_bufs lvs_netlink_monitor_rcv_bufs
    lvs_notify_fifo lvs_notify_fifo_script lvs_sync_daemon lvs_timeouts min_auto_priority_delay
    notification_email_from notify_fifo notify_fifo_script process_monitor_rcv_bufs
    reload_time_file router_id shutdown_script shutdown_script_timeout snmp_socket
    startup_script startup_script_timeout tmp_config_directory vrrp_netlink_cmd_rcv_bufs
    vrrp_netlink_monitor_rcv_bufs vrrp_notify_fifo vrrp_notify_fifo_script
    vrrp_rx_bufs_policy
    virtual_server: snmp_name virtualhost
    real_server: snmp_name virtualhost
    HTTP_GET: http_protocol virtualhost
    MISC_CHECK: misc_path
    SMTP_CHECK: helo_name
    vrrp_script: script
"""

_ONCE = """
    DNS_CHECK: name
    global_defs: lvs_notify_fifo lvs_notify_fifo_script lvs_sync_daemon notify_fifo
    notify_fifo_script shutdown_script snmp_socket startup_script tmp_config_directory
    vmac_addr_prefix vmac_prefix vrrp_notify_fifo vrrp_notify_fifo_script
    real_server: notify_down notify_up
    top: instance net_namespace
    virtual_server: quorum_down quorum_up
    vrrp_instance: notify notify_backup notify_deleted notify_fault notify_master
    notify_master_rx_lower_pri notify_stop
    vrrp_sync_group: group notify notify_backup notify_fault notify_master notify_stop
"""

_LISTS = """
    static_ipaddress static_routes static_rules linkbeat_interfaces interface_up_down_delays
    virtual_server_group notification_email group interfaces unicast_peer virtual_ipaddress
    virtual_ipaddress_excluded virtual_routes virtual_rules track_interface track_script
    track_process track_bfd
"""

_FOLLOWING = frozenset(("vrrp_instance", "vrrp_sync_group"))
"""Blocks in which `track_file` is a list; it is a block at the top, and a word elsewhere."""

TOP = "top"
"""What is outside every block is called so."""


def _table(text: str, without: str = "") -> dict[str, frozenset[str]]:
    """Return the words of each block, by its name.

    "-" stands for what every check takes, "+" for that and what checks take that connect; without:
    which of these are meant by neither.
    """
    found: dict[str, set[str]] = {}
    words: set[str] = set()
    for word in text.split():
        if word.endswith(":"):
            words = found.setdefault(word[:-1], set())
        elif word in ("-", "+"):
            meant = f"{_CHECK} {_CONNECTION if word == '+' else ''}".split()
            words |= set(meant) - set(without.split())
        else:
            words.add(word)
    if "HTTP_GET" in found:
        found["SSL_GET"] = found["HTTP_GET"]
    return {name: frozenset(each) for name, each in found.items()}


WORDS = _table(_WORDS)
"""The words of each block by its name, which is the first word before its brace."""

NEEDS = _table(_NEEDS, without="alpha log_all_failures")
"""The words of each block that keepalived 2.2.7 ends over where no value follows."""

WANTS = _table(_WANTS)
"""The words of each block that keepalived 2.2.7 passes over where no value follows."""

ONCE = _table(_ONCE)
"""The words of each block of which the first counts, and keepalived complains of a second."""

LISTS = frozenset(_LISTS.split())
"""Blocks whose lines are values, not words."""


def is_list(name: str, inside: str) -> bool:
    """Tell whether a block's lines are values: that of a name, inside a block of another."""
    return name in LISTS or (name == "track_file" and inside in _FOLLOWING)


def is_block(name: str, inside: str) -> bool:
    """Tell whether a word begins a block of words, as it stands inside a block of another name."""
    if name == "track_file":
        return inside == TOP
    return name in WORDS and not is_list(name, inside) and name in WORDS.get(inside, ())
