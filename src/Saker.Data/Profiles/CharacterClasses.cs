using System.Collections.Immutable;

namespace Saker.Data.Profiles;

/// <summary>Tells the classes and the number of the characters of a text.</summary>
internal static class CharacterClasses
{
    public static readonly int Count = Enum.GetValues<CharacterClass>().Length;

    /// <summary>The bit of the class of each byte of UTF-8.</summary>
    private static readonly ImmutableArray<byte> Bits = [.. Enumerable.Range(0, 256).Select(value => (byte)(1 << (int)Of(value)))];

    /// <summary>A bit for each class that occurs.</summary>
    /// <param name="text">In UTF-8.</param>
    /// <param name="characters">How many code points there are.</param>
    public static byte Find(ReadOnlySpan<byte> text, out int characters)
    {
        var bits = Bits.AsSpan();
        var (found, continued) = ((byte)0, 0);
        foreach (var value in text)
        {
            found |= bits[value];
            continued += (value & 0xC0) == 0x80 ? 1 : 0;
        }
        characters = text.Length - continued;
        return found;
    }

    private static CharacterClass Of(int value) => value switch
    {
        >= 0x80 => CharacterClass.Other,
        >= '0' and <= '9' => CharacterClass.Digit,
        >= 'a' and <= 'z' => CharacterClass.Lower,
        >= 'A' and <= 'Z' => CharacterClass.Upper,
        ' ' or '\t' or '\r' or '\n' => CharacterClass.Blank,
        < ' ' or 0x7F => CharacterClass.Control,
        _ => CharacterClass.Punctuation,
    };
}
