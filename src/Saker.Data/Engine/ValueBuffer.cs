namespace Saker.Data.Engine;

/// <summary>Values that the engine stores as .NET does.</summary>
internal sealed unsafe class ValueBuffer<T>(string name) : ColumnBuffer<T>(name)
    where T : unmanaged
{
    protected override void Read(void* data, ulong* validity, Span<T> values) => new ReadOnlySpan<T>(data, values.Length).CopyTo(values);
}
