namespace Saker.Platform.Serving.Caching;

/// <summary>Compares keys in full; the hash only finds candidates. It has a secret of the process in it, so that no caller can make keys collide.</summary>
/// <param name="hash">Another hash; null takes the usual.</param>
internal sealed class RequestKeyComparer(RequestHash? hash) : IEqualityComparer<byte[]>, IAlternateEqualityComparer<ReadOnlySpan<byte>, byte[]>
{
    public bool Equals(byte[]? x, byte[]? y) => x.AsSpan().SequenceEqual(y);

    public int GetHashCode(byte[] obj) => GetHashCode(obj.AsSpan());

    public byte[] Create(ReadOnlySpan<byte> alternate) => alternate.ToArray();

    public bool Equals(ReadOnlySpan<byte> alternate, byte[] other) => alternate.SequenceEqual(other);

    public int GetHashCode(ReadOnlySpan<byte> alternate)
    {
        if (hash is not null)
            return hash(alternate);
        var usual = new HashCode();
        usual.AddBytes(alternate);
        return usual.ToHashCode();
    }
}
