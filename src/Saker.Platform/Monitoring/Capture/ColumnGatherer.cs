using Saker.Data;
using Saker.Onnx;

namespace Saker.Platform.Monitoring.Capture;

/// <summary>Gathers one column of captured rows, or those of one tensor.</summary>
internal abstract class ColumnGatherer
{
    public static ColumnGatherer For(CaptureColumn column) => column.Type switch
    {
        ElementType.Float32 when column.Names.Count > 1 => new MatrixGatherer(column.Names),
        ElementType.Text => new TextGatherer(column.Names[0]),
        ElementType.Float64 => new NumberGatherer<double>(column.Names[0], double.IsNaN),
        ElementType.Float32 => new NumberGatherer<float>(column.Names[0], float.IsNaN),
        ElementType.Int64 => new NumberGatherer<long>(column.Names[0], isMissing: null),
        ElementType.Int32 => new NumberGatherer<int>(column.Names[0], isMissing: null),
        ElementType.Boolean => new NumberGatherer<bool>(column.Names[0], isMissing: null),
        _ => throw new InvalidOperationException($"No column holds {column.Type}."),
    };

    /// <summary>Reads the rows of one request.</summary>
    /// <returns>Bytes read.</returns>
    public abstract int Read(ReadOnlySpan<byte> from, int rows);

    /// <summary>The columns of what was read, which begin anew.</summary>
    public abstract IReadOnlyList<Column> Take();
}
