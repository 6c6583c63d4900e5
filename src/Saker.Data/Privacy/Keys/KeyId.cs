namespace Saker.Data.Privacy.Keys;

/// <summary>Names a key: 16 hexadecimal digits that are derived from the key itself, so that the same key has the same name everywhere. It tells nothing of the key.</summary>
public readonly record struct KeyId(string Value)
{
    internal const int ByteCount = 8;

    public override string ToString() => Value;
}
