using System.Text;

namespace Saker.Data.Profiles;

/// <summary>
/// The different texts of some thousand rows with their counts, by the hashes of their bytes: of columns that repeat few texts, only a hash is computed per row.
/// </summary>
internal sealed class TextBlock
{
    /// <summary>Rows that a block takes.</summary>
    public const int Length = 4_096;

    /// <summary>Of longer texts only the beginning is kept; so many bytes hold more than <see cref="TextState.MaxTextLength"/> UTF-16 units.</summary>
    private const int MaxKeptBytes = 4 * TextState.MaxTextLength;

    private const int Slots = 2 * Length;

    // The entry in each slot, counted from 1.
    private readonly short[] _slots = new short[Slots];
    private Entry[] _entries = new Entry[64];
    private byte[] _bytes = new byte[1_024];
    private int _kept;
    private int _used;

    public int Rows { get; private set; }

    public bool IsFull => Rows == Length;

    public ReadOnlySpan<Entry> Entries => _entries.AsSpan(0, _used);

    /// <summary>Counts a text.</summary>
    /// <returns>Its entry, until the block is cleared.</returns>
    public int Add(ReadOnlySpan<byte> text)
    {
        Rows++;
        var hash = StableHash.OfUtf8(text);
        for (var slot = (int)(hash & (Slots - 1)); ; slot = (slot + 1) & (Slots - 1))
        {
            if (_slots[slot] == 0)
            {
                Insert(hash, text);
                _slots[slot] = (short)_used;
                return _used - 1;
            }
            ref var entry = ref _entries[_slots[slot] - 1];
            if (entry.Hash != hash)
                continue;
            entry.Count++;
            return _slots[slot] - 1;
        }
    }

    /// <summary>Counts a text that has an entry.</summary>
    public void AddAgain(int entry)
    {
        Rows++;
        _entries[entry].Count++;
    }

    /// <summary>The text of an entry; one of more than <see cref="TextState.MaxTextLength"/> UTF-16 units is cut and ends with an ellipsis.</summary>
    public string Text(in Entry entry)
    {
        var text = Encoding.UTF8.GetString(_bytes, entry.Start, entry.KeptBytes);
        return text.Length > TextState.MaxTextLength ? Beginning(text) : text;
    }

    public void Clear()
    {
        Array.Clear(_slots);
        (_used, _kept, Rows) = (0, 0, 0);
    }

    private static string Beginning(ReadOnlySpan<char> text)
    {
        var length = TextState.MaxTextLength - 1;
        return string.Concat(text[..(char.IsHighSurrogate(text[length - 1]) ? length - 1 : length)], "…");
    }

    private void Insert(ulong hash, ReadOnlySpan<byte> text)
    {
        var classes = CharacterClasses.Find(text, out var characters);
        var kept = text[..Math.Min(text.Length, MaxKeptBytes)];
        if (_used == _entries.Length)
            Array.Resize(ref _entries, 2 * _used);
        if (_kept + kept.Length > _bytes.Length)
            Array.Resize(ref _bytes, Math.Max(2 * _bytes.Length, _kept + kept.Length));
        kept.CopyTo(_bytes.AsSpan(_kept));
        _entries[_used++] = new Entry { Hash = hash, Start = _kept, KeptBytes = kept.Length, Characters = characters, Classes = classes, Count = 1 };
        _kept += kept.Length;
    }

    public struct Entry
    {
        public ulong Hash;
        public int Start;
        public int KeptBytes;
        public int Characters;
        public int Count;
        public byte Classes;
    }
}
