"""The command luot: serve, prepare and look after one hospital's server, in words."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

import click

from queue_server import demo as demonstration
from queue_server import serving
from queue_server.app import create_front
from queue_server.backup import PG_DUMP, BackupFailed, back_up
from queue_server.certificates import make_certificate
from queue_server.console import (
    USUAL,
    Told,
    in_words,
    lang_now,
    opened,
    sealer_of,
    server_of,
    set_up_logs,
    tell,
)
from queue_server.core.access import STAFF, Role
from queue_server.core.seal import read_head
from queue_server.operations import accounts, machines
from queue_server.operations.context import COMMAND_LINE
from queue_server.operations.sequence import verify as verify_history
from queue_server.operations.setup import apply_hospital
from queue_server.pad.command import pad
from queue_server.settings import Server, is_loopback, read_hospital, warnings_of
from queue_server.site import now_ms
from queue_server.web.admin.people import first_password
from queue_server.worker import Worker, tasks
from queue_server.worker import stop_when_asked as stop_worker_when_asked

ROLES: Final = [role.value for role in STAFF]


@click.group()
@click.option("--config", type=click.Path(path_type=Path), help=f"Default: {USUAL}, if there.")
@click.option("--lang", type=click.Choice(["vi", "en"]), default="vi", envvar="LUOT_LANG")
@click.version_option(package_name="luot")
@click.pass_context
def main(context: click.Context, config: Path | None, lang: str) -> None:
    """Lượt: số thứ tự và gọi số cho bệnh viện / queue numbers and calls for a hospital."""
    context.obj = config


# ---- running -------------------------------------------------------------------------------------


@main.command()
@click.option("--demo", is_flag=True, hidden=True)
@click.pass_obj
def serve(config: Path | None, demo: bool) -> None:
    """Trả lời các trang, bảng và máy lấy số / answer pages, boards and kiosks."""
    with opened(config, threads=False) as site:
        settings = site.settings
        set_up_logs(settings.log_level)
        if demo and not is_loopback(settings.bind):
            raise Told(tell("demo.loopback"))
        front = create_front(site, sounds=Path(settings.sounds), demo=demo)
        listener = listening(front, settings)
        front.start()
        serving.stop_when_asked(listener.stop, mode=settings.mode)
        scheme = "https" if settings.tls_cert else "http"
        click.echo(tell("cli.serving", address=f"{scheme}://{settings.bind}:{settings.port}"))
        if settings.insecure_lan and not settings.secure:
            click.echo(tell("cli.in_clear"), err=True)
        listener.serve()
        front.relay.stop()
    click.echo(tell("cli.stopped"))


def listening(front: Any, settings: Server) -> serving.Listener:
    """The listener, or a sentence about the port or the certificate."""
    try:
        listener: serving.Listener = front.listen()
    except FileNotFoundError as why:
        raise Told(tell("cli.no_certificate", why=why)) from why
    except OSError as why:
        raise Told(
            tell("cli.port_taken", bind=settings.bind, port=settings.port, why=why.strerror)
        ) from why
    return listener


@main.command()
@click.pass_obj
def worker(config: Path | None) -> None:
    """Việc nền: vắng mặt, hết ngày, niêm phong / absences, the day's turn, seals."""
    with opened(config) as site:
        set_up_logs(site.settings.log_level)
        background = Worker(site, tasks(sealer_of(site.settings)))
        stop_worker_when_asked(background)
        click.echo(tell("cli.working"))
        background.run()
    click.echo(tell("cli.stopped"))


@main.command()
@click.option("--dir", "folder", type=click.Path(path_type=Path), default=Path("var/demo"))
@click.option("--port", default=8080, show_default=True)
@click.option("--kiosk-port", default=8090, show_default=True)
def demo(folder: Path, port: int, kiosk_port: int) -> None:
    """Bệnh viện dùng thử trên máy này / the demo hospital on this machine."""
    with in_words():
        sys.exit(demonstration.run(folder, port=port, kiosk_port=kiosk_port, lang=lang_now()))


main.add_command(pad)


# ---- preparing -----------------------------------------------------------------------------------


@main.command()
@click.pass_obj
def migrate(config: Path | None) -> None:
    """Đưa cơ sở dữ liệu về dạng mới nhất / bring the database to today's shape."""
    with opened(config):
        click.echo(tell("cli.migrated"))


@main.group()
def hospital() -> None:
    """Cấu hình bệnh viện / the hospital's settings."""


@hospital.command("apply")
@click.argument("file", type=click.Path(path_type=Path))
@click.pass_obj
def hospital_apply(config: Path | None, file: Path) -> None:
    """Áp dụng FILE: dịch vụ, phòng, bảng / apply FILE: services, rooms, boards."""
    with opened(config) as site:
        wanted = read_hospital(file)
        done = site.run(apply_hospital, COMMAND_LINE, hospital=wanted)
        _warn(file, warnings_of(wanted))
        counts = {name: len(getattr(done, name)) for name in ("added", "changed", "retired")}
        click.echo(tell("cli.applied", **counts) if any(counts.values()) else tell("cli.same"))


@main.group()
def config() -> None:
    """Tệp cấu hình / settings files."""


@config.command("check")
@click.argument("files", nargs=-1, type=click.Path(path_type=Path))
@click.pass_obj
def config_check(server: Path | None, files: tuple[Path, ...]) -> None:
    """Kiểm tra server.toml và các FILES bệnh viện / check server.toml and hospital FILES."""
    with in_words():
        server_of(server)
        click.echo(tell("cli.config_good", file=server or USUAL))
        for file in files:
            _warn(file, warnings_of(read_hospital(file)))
            click.echo(tell("cli.config_good", file=file))


def _warn(file: Path, warnings: list[Any]) -> None:
    for problem in warnings:
        sentence = problem.sentence(file.name, lang_now())
        click.echo(tell("cli.warning", sentence=sentence), err=True)


@main.group()
def user() -> None:
    """Tài khoản nhân viên / people's accounts."""


@user.command("add")
@click.argument("login")
@click.option("--name", required=True)
@click.option(
    "--role",
    "roles",
    multiple=True,
    required=True,
    type=click.Choice([role.value for role in STAFF]),
)
@click.pass_obj
def user_add(config: Path | None, login: str, name: str, roles: tuple[str, ...]) -> None:
    """Tạo tài khoản LOGIN; mật khẩu đầu tiên chỉ hiện một lần / make the account LOGIN."""
    password = first_password()
    with opened(config, hospital=True) as site:
        site.run_slow(
            accounts.add_person,
            COMMAND_LINE,
            login=login,
            name=name,
            roles=[Role(role) for role in roles],
            password=password,
        )
    click.echo(tell("cli.person_made", login=login, password=password))


@main.group()
def device() -> None:
    """Máy lấy số, bảng, máy in / kiosks, boards, printers."""


@device.command("add")
@click.argument("kind", type=click.Choice(["kiosk", "board", "printer", "pad"]))
@click.argument("name")
@click.option("--board", default="", help="Code of the board it shows.")
@click.option("--room", default="", help="Code of the room a key pad works for.")
@click.pass_obj
def device_add(config: Path | None, /, kind: str, name: str, **place: str) -> None:
    """Tạo mã ghép cho một thiết bị / make a one-time code for a device."""
    with opened(config, hospital=True) as site:
        made = site.run(machines.create_device, COMMAND_LINE, kind=kind, name=name, **place)
    click.echo(tell("cli.device_made", name=name, code=made.code))


# ---- keeping -------------------------------------------------------------------------------------


@main.command()
@click.argument("names", nargs=-1, required=True)
@click.option("--dir", "folder", type=click.Path(path_type=Path), default=Path("var/tls"))
@click.option("--organisation", default="Lượt")
def cert(names: tuple[str, ...], folder: Path, organisation: str) -> None:
    """Chứng thư cho NAMES (tên máy, địa chỉ IP) / a certificate for host names and addresses."""
    try:
        made = make_certificate(folder, names, organisation=organisation, now_at=now_ms())
    except ValueError as wrong:
        raise Told(tell("cli.cert_name", name=wrong)) from wrong
    until = datetime.fromtimestamp(made.dies_at / 1000, UTC)
    facts = {"cert": made.cert, "private": made.key, "authority": made.authority}
    click.echo(tell("cli.cert_made", until=f"{until:%d/%m/%Y}", **facts))


@main.command()
@click.option("--head", default="", help="The head kept elsewhere, 1042:9f…")
@click.pass_obj
def verify(config: Path | None, head: str) -> None:
    """Kiểm tra nhật ký không bị sửa, xóa, cắt / check that the history is as it was written."""
    with opened(config, hospital=True) as site:
        outside = read_head(head) if head else None
        sealer = sealer_of(site.settings)
        verdict = site.look(verify_history, COMMAND_LINE, sealer=sealer, outside=outside)
    if verdict.whole:
        click.echo(tell("cli.verified", rows=verdict.rows, head=verdict.head))
        return
    lines = [tell("cli.not_verified", faults=len(verdict.faults), rows=verdict.rows)]
    lines += [tell(f"cli.fault.{one.kind}", seq=one.seq) for one in verdict.faults[:50]]
    raise Told("\n".join(lines))


@main.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.pass_obj
def backup(config: Path | None, file: Path) -> None:
    """Sao lưu cả cơ sở dữ liệu vào FILE / copy the whole database into FILE."""
    with in_words():
        database = server_of(config).database
    try:
        size = back_up(database, file)
    except FileExistsError as there:
        raise Told(tell("cli.exists", file=file)) from there
    except BackupFailed as why:
        key = "cli.no_tool" if str(why) == PG_DUMP else "cli.backup_failed"
        raise Told(tell(key, tool=PG_DUMP, why=why)) from why
    click.echo(tell("cli.backed_up", file=file, kib=size // 1024))


if __name__ == "__main__":
    main()
