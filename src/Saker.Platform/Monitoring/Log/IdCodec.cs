namespace Saker.Platform.Monitoring.Log;

/// <summary>Request and trace ids as bytes: those of 32 hexadecimal digits, as Saker makes them, and UUIDs take 17.</summary>
internal static class IdCodec
{
    private const byte Other = 0;
    private const byte Digits = 1;
    private const byte Uuid = 2;
    private const byte None = 3;

    public static void Write(BinaryWriter to, string? id)
    {
        if (id is null)
        {
            to.Write(None);
            return;
        }
        var kind = KindOf(id);
        to.Write(kind);
        if (kind == Other)
            to.Write(id);
        else
            WriteDigits(to, id);
    }

    private static void WriteDigits(BinaryWriter to, string id)
    {
        Span<char> digits = stackalloc char[32];
        var count = 0;
        foreach (var one in id)
            if (one != '-')
                digits[count++] = one;
        Span<byte> bytes = stackalloc byte[16];
        Convert.FromHexString(digits, bytes, out _, out _);
        to.Write(bytes);
    }

    public static string? Read(BinaryReader from)
    {
        var kind = from.ReadByte();
        if (kind == None)
            return null;
        if (kind == Other)
            return from.ReadString();
        Span<byte> bytes = stackalloc byte[16];
        from.ReadExactly(bytes);
        var digits = Convert.ToHexStringLower(bytes);
        return kind == Digits ? digits : $"{digits[..8]}-{digits[8..12]}-{digits[12..16]}-{digits[16..20]}-{digits[20..]}";
    }

    private static byte KindOf(string id)
    {
        if (id.Length == 32)
            return IsHex(id) ? Digits : Other;
        var isUuid = id.Length == 36 && id[8] == '-' && id[13] == '-' && id[18] == '-' && id[23] == '-'
            && IsHex(id.AsSpan(0, 8)) && IsHex(id.AsSpan(9, 4)) && IsHex(id.AsSpan(14, 4)) && IsHex(id.AsSpan(19, 4)) && IsHex(id.AsSpan(24));
        return isUuid ? Uuid : Other;
    }

    private static bool IsHex(ReadOnlySpan<char> text) => !text.ContainsAnyExcept("0123456789abcdef");
}
