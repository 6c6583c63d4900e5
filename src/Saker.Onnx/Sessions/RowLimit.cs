namespace Saker.Onnx.Sessions;

/// <summary>How many rows a request may have for its outputs to be as large as they may, of a graph whose outputs leave nothing but their rows open.</summary>
internal sealed class RowLimit
{
    private readonly long _bytesPerRow;
    private readonly long _mostBytes;
    private readonly long _mostRows;

    public RowLimit(OnnxSession session)
    {
        _bytesPerRow = session.Outputs.Sum(output => output.Shape.Skip(1).Aggregate((long)ElementTypes.Size(output.Type), (bytes, extent) => checked(bytes * extent)));
        _mostBytes = session.MaxOutputBytes;
        _mostRows = _mostBytes / Math.Max(1, _bytesPerRow);
    }

    /// <exception cref="OnnxException">The outputs of so many rows would be larger than they may be.</exception>
    public void Require(int rows)
    {
        if (rows > _mostRows)
            throw OutputLimit.TooLarge($"a row has {_bytesPerRow} bytes of them, for {rows} rows", rows * _bytesPerRow, _mostBytes);
    }
}
