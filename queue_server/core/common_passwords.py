"""Words that thieves try first, Vietnamese ones among them; data, read only by `core.password`.

A password counts as common when one of these is left after its capitals, its digits and signs at
either end and the usual letter swaps (0 for o, @ for a) are taken off, so that ``Matkhau@123`` and
``P4ssw0rd2026!`` are found without a line each.
"""

from __future__ import annotations

from typing import Final

WORDS: Final = frozenset(
    """
    abc abcd abcde abcdef abcdefg abcdefgh abcxyz access account admin administrator amanda andrew
    angel anhyeuem anhyeu anhnhoem asdf asdfg asdfgh asdfghjk asdfghjkl asdzxc apple babygirl
    bacsi bacsy bacsinoi bailey banana baseball basketball batman benh benhnhan benhvien bvdk
    boyte butterfly buiduc butichi cahai caheo canbo changeme charlie cheese chelsea chocolate
    chongyeu chuyenvien computer congai congtrai conheo conmeo cookie covid crystal daica daihoc
    daniel danang default demo diamond dieuduong doctor doibuon donald dragon duocsi dungsi emyeuanh
    emnhoanh eminem facebook family flower football forever freedom friend friends fuckyou ginger
    giadinh google guest hahaha hanhphuc hanoi haiphong hannah harley hello helloworld hochiminh
    hoanganh hoilamgi hongbiet hospital huyen iloveu iloveyou internet iphone jasmine jennifer
    jessica jesus jordan joshua justin khambenh khoakham khongbiet khongco khongmatkhau killer king
    kiosk kitty lanhlung letmein login love lovely lover loveyou luongy machine maihuong maimai
    maiyeu manager master matkhau matkhaumoi matrix maxwell merlin michael michelle minhanh monkey
    mustang mother mylove nguoiyeu nguyen nguyenvana ngocanh nhanvien nhathuoc ninja nothing nurse
    office orange pass passw password passwd passphrase pepper phamvana phongkham phuongthao pokemon
    princess private purple qazwsx qazwsxedc qqqqqq quanly quantri quanganh quynhanh qwer qwert
    qwerty qwertyu qwertyui qwertyuiop qwaszx robert root saigon samsung secret security server
    shadow silver smile snoopy soccer spiderman starwars success summer sunflower sunshine superman
    system taikhoan tamquoc tatca teacher test tester testing thanhcong thanhhoa thaydoi thomas
    thuongem thuyduong thuytrang tiepdon tigger tinhyeu toiyeuem toilatoi tranvana trungtam
    trungtamyte trustno trustnoone truongan tuananh tuyetvoi user username vinamilk vietnam
    vodich vuive welcome whatever william winner winter xinchao yeuanh yeuem yeuemnhieu yeubo yeume
    yeumemai yeunuoc yte zaq zaqwsx zxc zxcv zxcvb zxcvbn zxcvbnm
    """.split()  # noqa: SIM905  words are read as words, not as 250 quoted strings
)

RUNS: Final = ("0123456789", "1234567890", "abcdefghijklmnopqrstuvwxyz", "qwertyuiop", "asdfghjkl")
"""Keys in a row, forwards or backwards, are one guess however long."""
