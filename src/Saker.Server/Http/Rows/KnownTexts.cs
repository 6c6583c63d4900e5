using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace Saker.Server.Http.Rows;

/// <summary>The texts that training saw of a column, to be asked in UTF-8.</summary>
internal sealed class KnownTexts
{
    private readonly HashSet<byte[]>.AlternateLookup<ReadOnlySpan<byte>> _texts;

    public KnownTexts(IEnumerable<string> texts) => _texts =
        new HashSet<byte[]>(texts.Select(Encoding.UTF8.GetBytes), new ByteComparer()).GetAlternateLookup<ReadOnlySpan<byte>>();

    public bool Contains(ReadOnlySpan<byte> utf8) => _texts.Contains(utf8);

    private sealed class ByteComparer : IEqualityComparer<byte[]>, IAlternateEqualityComparer<ReadOnlySpan<byte>, byte[]>
    {
        public bool Equals(byte[]? x, byte[]? y) => x.AsSpan().SequenceEqual(y);

        public bool Equals(ReadOnlySpan<byte> alternate, byte[] other) => alternate.SequenceEqual(other);

        public int GetHashCode([DisallowNull] byte[] obj) => GetHashCode(obj.AsSpan());

        // The set never grows by requests, so a few bytes are enough.
        public int GetHashCode(ReadOnlySpan<byte> alternate)
        {
            if (alternate.Length >= sizeof(ulong))
                return HashCode.Combine(alternate.Length, BinaryPrimitives.ReadUInt64LittleEndian(alternate), BinaryPrimitives.ReadUInt64LittleEndian(alternate[^sizeof(ulong)..]));
            var hash = alternate.Length;
            foreach (var one in alternate)
                hash = (hash * 31) + one;
            return hash;
        }

        public byte[] Create(ReadOnlySpan<byte> alternate) => alternate.ToArray();
    }
}
