namespace Saker.Data.Engine;

/// <summary>Values that the engine stores otherwise than .NET does.</summary>
internal sealed unsafe class ConvertedBuffer<TStored, T>(string name, Func<TStored, T> convert) : ColumnBuffer<T>(name)
    where TStored : unmanaged
{
    protected override void Read(void* data, ulong* validity, Span<T> values)
    {
        var stored = (TStored*)data;
        try
        {
            for (var i = 0; i < values.Length; i++)
            {
                if (validity is null || (validity[i >> 6] >> (i & 63) & 1) != 0)
                    values[i] = convert(stored[i]);
            }
        }
        catch (ArgumentOutOfRangeException e)
        {
            throw new SakerException(ErrorKind.InvalidInput, $"Column '{Name}' holds a time outside the years 1 to 9999.", Name, e);
        }
    }
}
