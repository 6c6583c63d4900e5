namespace Saker.Data.Profiles;

/// <summary>
/// Where strings that were seen lately lie in a <see cref="TextBlock"/>: of columns whose equal texts are one object, as parsers and captures make them of categories, most rows
/// then cost neither a conversion nor a hash of their bytes.
/// </summary>
internal sealed class TextMemo
{
    private const int Size = 128;

    private readonly (string? Text, int Entry)[] _known = new (string?, int)[Size];

    /// <summary>The entry of the very object; -1 when it is not known.</summary>
    public int Find(string text)
    {
        ref var known = ref _known[SlotOf(text)];
        return ReferenceEquals(known.Text, text) ? known.Entry : -1;
    }

    public void Keep(string text, int entry) => _known[SlotOf(text)] = (text, entry);

    public void Clear() => Array.Clear(_known);

    private static int SlotOf(string text) => text.Length == 0 ? 0 : ((text.Length * 31) + (text[0] * 7) + (text[text.Length / 2] * 13) + text[^1]) & (Size - 1);
}
