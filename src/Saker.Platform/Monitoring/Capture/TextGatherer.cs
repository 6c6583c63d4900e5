using System.Buffers.Binary;
using System.Text;
using Saker.Data;

namespace Saker.Platform.Monitoring.Capture;

/// <summary>Gathers texts; those of a column repeat, so that strings are kept and used again.</summary>
internal sealed class TextGatherer(string name) : ColumnGatherer
{
    private const int KnownBits = 8;

    /// <summary>Longer texts seldom repeat; in bytes.</summary>
    private const int MaxKnownBytes = 64;

    private readonly (byte[] Utf8, string Text)[] _known = new (byte[], string)[1 << KnownBits];
    private string[] _texts = [];
    private int _count;
    private bool _hasMissing;

    public override int Read(ReadOnlySpan<byte> from, int rows)
    {
        if (_texts.Length - _count < rows)
            Array.Resize(ref _texts, Math.Max(_count + rows, Math.Max(64, 2 * _texts.Length)));
        var at = 0;
        for (var i = 0; i < rows; i++)
        {
            var length = BinaryPrimitives.ReadInt32LittleEndian(from[at..]);
            at += sizeof(int);
            _texts[_count++] = TextOf(from.Slice(at, length));
            _hasMissing |= length == 0;
            at += length;
        }
        return at;
    }

    public override IReadOnlyList<Column> Take()
    {
        var (texts, count) = (_texts, _count);
        var validity = _hasMissing ? Validity.From(count, i => texts[i].Length > 0) : Validity.All;
        (_texts, _count, _hasMissing) = (new string[count], 0, false);
        return [new Column<string>(name, texts.AsMemory(0, count), validity)];
    }

    private string TextOf(ReadOnlySpan<byte> utf8)
    {
        if (utf8.Length is 0 or > MaxKnownBytes)
            return Encoding.UTF8.GetString(utf8);
        ref var known = ref _known[SlotOf(utf8)];
        if (known.Utf8 is null || !utf8.SequenceEqual(known.Utf8))
            known = (utf8.ToArray(), Encoding.UTF8.GetString(utf8));
        return known.Text;
    }

    // A text that another pushed out of its slot is decoded again, no more.
    private static int SlotOf(ReadOnlySpan<byte> utf8)
    {
        var hash = (ulong)utf8.Length;
        if (utf8.Length >= sizeof(ulong))
            hash ^= BinaryPrimitives.ReadUInt64LittleEndian(utf8) ^ (BinaryPrimitives.ReadUInt64LittleEndian(utf8[^sizeof(ulong)..]) << 1);
        else
            foreach (var one in utf8)
                hash = (hash << 8) | one;
        return (int)((hash * 0x9E3779B97F4A7C15) >> (64 - KnownBits));
    }
}
