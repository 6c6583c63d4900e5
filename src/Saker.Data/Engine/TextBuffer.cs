using System.Text;

namespace Saker.Data.Engine;

/// <summary>
/// Texts. Columns of categories repeat few of them, so the latest are remembered by their bytes and shared: less to decode and to keep.
/// </summary>
internal sealed unsafe class TextBuffer(string name) : ColumnBuffer<string>(name)
{
    private const int Slots = 256;
    private const int MaxRemembered = 64;

    private readonly (byte[] Bytes, string Text)[] _recent = new (byte[], string)[Slots];

    protected override void Read(void* data, ulong* validity, Span<string> values)
    {
        var texts = (DuckDb.Text*)data;
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = validity is null || (validity[i >> 6] >> (i & 63) & 1) != 0
                ? Decode(DuckDb.Text.Bytes(texts + i))
                : "";
        }
    }

    private string Decode(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length is 0 or > MaxRemembered)
            return Encoding.UTF8.GetString(bytes);
        var hash = 2166136261u;
        foreach (var value in bytes)
            hash = (hash ^ value) * 16777619u;
        ref var slot = ref _recent[(hash ^ (hash >> 16)) & (Slots - 1)];
        if (slot.Bytes is null || !bytes.SequenceEqual(slot.Bytes))
            slot = (bytes.ToArray(), Encoding.UTF8.GetString(bytes));
        return slot.Text;
    }
}
