using Saker.Data;
using Saker.Onnx;

namespace Saker.Platform.Monitoring.Capture;

/// <summary>Gathers one column of captured rows.</summary>
internal abstract class ColumnGatherer(string name)
{
    protected string Name => name;

    public static ColumnGatherer For(CaptureColumn column) => column.Type switch
    {
        ElementType.Text => new TextGatherer(column.Name),
        ElementType.Float64 => new NumberGatherer<double>(column.Name, double.IsNaN),
        ElementType.Float32 => new NumberGatherer<float>(column.Name, float.IsNaN),
        ElementType.Int64 => new NumberGatherer<long>(column.Name, isMissing: null),
        ElementType.Int32 => new NumberGatherer<int>(column.Name, isMissing: null),
        ElementType.Boolean => new NumberGatherer<bool>(column.Name, isMissing: null),
        _ => throw new InvalidOperationException($"No column holds {column.Type}."),
    };

    /// <summary>Reads the rows of one request.</summary>
    /// <returns>Bytes read.</returns>
    public abstract int Read(ReadOnlySpan<byte> from, int rows);

    /// <summary>The column of what was read, which begins anew.</summary>
    public abstract Column Take();
}
