using Saker.Data;
using Saker.Platform.Datasets;

namespace Saker.Cli.Commands.Datasets;

/// <summary>A version as programs read it.</summary>
internal static class DatasetTexts
{
    public static object ToJson(DatasetVersion version) => new
    {
        name = version.Name,
        version = version.Version,
        hash = version.Hash,
        rowCount = version.RowCount,
        columns = version.Schema.Select(column => new { name = column.Name, type = column.Type.Name(), nullable = column.Nullable }),
        source = version.Source,
        createdAt = version.CreatedAt,
        createdBy = version.CreatedBy,
        description = version.Description,
        tags = version.Tags,
        checks = version.CheckOutcome,
        lineage = version.Lineage,
        removal = version.Removal,
        absence = DatasetAbsence.Explain(version),
    };
}
