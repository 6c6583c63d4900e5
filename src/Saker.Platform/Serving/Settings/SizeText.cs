using System.Globalization;
using Saker.Data;

namespace Saker.Platform.Serving.Settings;

/// <summary>Sizes as people write them: <c>64MiB</c>, <c>512KiB</c>, <c>1GB</c>. A bare number counts bytes.</summary>
public static class SizeText
{
    private static readonly (string Unit, long Bytes)[] Units =
    [
        ("TiB", 1L << 40), ("GiB", 1L << 30), ("MiB", 1L << 20), ("KiB", 1L << 10),
        ("TB", 1_000_000_000_000), ("GB", 1_000_000_000), ("MB", 1_000_000), ("kB", 1_000), ("KB", 1_000), ("B", 1),
    ];

    internal static string Write(long bytes)
    {
        foreach (var (unit, size) in Units)
            if (bytes % size == 0 && bytes > 0 && unit.EndsWith("iB", StringComparison.Ordinal))
                return string.Create(CultureInfo.InvariantCulture, $"{bytes / size}{unit}");
        return bytes.ToString(CultureInfo.InvariantCulture);
    }

    /// <summary>Reads a size between bounds; reports what is none.</summary>
    internal static long? Read(Saker.Data.Settings from, string key, long min, long max)
    {
        if (from.OptionalText(key) is not { } text)
            return null;
        if (Parse(text) is not { } bytes)
            from.Report(key, $"'{text}' is no size; write one such as 512KiB or 64MiB, or the number of bytes.");
        else if (bytes < min || bytes > max)
            from.Report(key, $"{text} is out of range; it must be between {Write(min)} and {Write(max)}.");
        else
            return bytes;
        return null;
    }

    /// <summary>The number of bytes; null when the text is no size.</summary>
    public static long? Parse(string text)
    {
        var digits = text.Length;
        while (digits > 0 && char.IsAsciiLetter(text[digits - 1]))
            digits--;
        var size = digits == text.Length ? 1 : Units.FirstOrDefault(known => known.Unit == text[digits..]).Bytes;
        if (size == 0 || !decimal.TryParse(text.AsSpan(0, digits).Trim(), NumberStyles.Float, CultureInfo.InvariantCulture, out var count))
            return null;
        return Math.Abs(count) > long.MaxValue / size ? null : (long)(count * size);
    }
}
