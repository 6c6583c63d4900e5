using Saker.Data.Checks;
using Saker.Data.Engine;

namespace Saker.Data.Sources;

/// <summary>
/// A Parquet file as rows of typed columns. Types come from the file: decimals and integers beyond 64 bits become <c>float64</c>,
/// lists, structures and bytes become <c>text</c>.
/// </summary>
public sealed record ParquetSource : DataSource
{
    public required string Path { get; init; }

    public override string Name => Path;

    internal override CheckTarget OpenOn(SqlConnection connection, CancellationToken cancellationToken)
    {
        var full = SourceFile.Require(Path);
        try
        {
            var footer = ParquetFooter.Read(connection, full, cancellationToken);
            SourceLimits.RequireWithin(this, footer.Columns.Count, footer.RowCount);
            return TypedTarget.Open(this, connection, new TypedRows(ParquetRelation.Of(full, footer), ParquetRelation.RowNumber + " + 1", footer.Columns, footer.RowCount, [full]), cancellationToken);
        }
        catch (SakerException e) when (e.Kind is ErrorKind.InvalidInput or ErrorKind.Internal)
        {
            throw new SakerException(ErrorKind.InvalidInput, $"{Path}: this is no Parquet file that can be read: {e.Message}", inner: e);
        }
    }
}
