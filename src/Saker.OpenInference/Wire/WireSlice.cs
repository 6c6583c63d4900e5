namespace Saker.OpenInference.Wire;

/// <summary>A place in a message; default: nowhere, which is as good as empty.</summary>
public readonly record struct WireSlice(int Start, int Length)
{
    public ReadOnlySpan<byte> Of(ReadOnlySpan<byte> message) => message.Slice(Start, Length);
}
