using System.Text;

namespace Saker.Data.Tallies;

/// <summary>A set of texts in UTF-8.</summary>
internal sealed class Utf8Texts
{
    private readonly HashSet<byte[]>.AlternateLookup<ReadOnlySpan<byte>> _texts;

    public Utf8Texts(IEnumerable<string> texts) =>
        _texts = new HashSet<byte[]>(texts.Select(Encoding.UTF8.GetBytes), new ByBytes()).GetAlternateLookup<ReadOnlySpan<byte>>();

    public bool Contains(ReadOnlySpan<byte> text) => _texts.Contains(text);

    private sealed class ByBytes : IEqualityComparer<byte[]>, IAlternateEqualityComparer<ReadOnlySpan<byte>, byte[]>
    {
        public bool Equals(byte[]? x, byte[]? y) => x.AsSpan().SequenceEqual(y);

        public bool Equals(ReadOnlySpan<byte> alternate, byte[] other) => alternate.SequenceEqual(other);

        public int GetHashCode(byte[] bytes) => GetHashCode(bytes.AsSpan());

        public int GetHashCode(ReadOnlySpan<byte> alternate)
        {
            var hash = default(HashCode);
            hash.AddBytes(alternate);
            return hash.ToHashCode();
        }

        public byte[] Create(ReadOnlySpan<byte> alternate) => alternate.ToArray();
    }
}
