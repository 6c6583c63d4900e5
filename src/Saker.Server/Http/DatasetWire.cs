using System.Text.Json.Nodes;
using Saker.Client;
using Saker.Data;
using Saker.Data.Comparing;
using Saker.Data.Profiles;
using Saker.Platform.Datasets;
using Saker.Platform.Maintenance;
using Saker.Platform.Registry;

namespace Saker.Server.Http;

/// <summary>What is known of datasets, as wire records.</summary>
internal static class DatasetWire
{
    public static DatasetInfo ToInfo(this DatasetVersion version) => new()
    {
        Name = version.Name,
        Version = version.Version,
        Hash = version.Hash,
        RowCount = version.RowCount,
        Columns = ToColumns(version.Schema),
        Source = version.Source,
        CreatedAt = version.CreatedAt,
        CreatedBy = version.CreatedBy,
        Description = version.Description,
        Tags = version.Tags.Count > 0 ? version.Tags : null,
        Checks = version.CheckOutcome,
        Removal = version.Removal is { } removal ? new DatasetRemovalInfo(removal.At, removal.By, removal.Rule, DatasetAbsence.Explain(version)!) : null,
    };

    public static DatasetInfo ToInfo(this DatasetVersion version, DatasetUse use) => version.ToInfo() with
    {
        Lineage = new DatasetLineageInfo
        {
            Source = version.Lineage.Source?.Place,
            SourceHash = version.Lineage.Source?.Hash,
            SourceBytes = version.Lineage.Source?.ByteCount,
            SourceModifiedAt = version.Lineage.Source?.ModifiedAt,
            Pipeline = version.Lineage.Pipeline,
            Query = version.Lineage.Query,
            Parent = version.Lineage.Parent,
            CodeVersion = version.Lineage.CodeVersion,
            Checks = version.Lineage.Checks.Count > 0 ? version.Lineage.Checks : null,
            Transforms = version.Lineage.Transforms.Count > 0 ? version.Lineage.Transforms : null,
        },
        Use = new DatasetUseInfo([.. use.Runs.Select(run => run.Run)], use.RunCount, [.. use.Models.Select(model => $"{model.Model}/{model.Version}")]),
    };

    public static IReadOnlyList<ColumnInfo> ToColumns(Schema schema) =>
        [.. schema.Select(column => new ColumnInfo { Name = column.Name, Type = column.Type.Name(), Nullable = column.Nullable })];

    public static DatasetComparisonInfo ToInfo(this DatasetComparison comparison) => new()
    {
        Before = comparison.Before.Reference,
        After = comparison.After.Reference,
        SchemaChanges = comparison.SchemaChanges,
        Columns = [.. comparison.Profiles.Columns.Select(ToInfo)],
        Rows = comparison.Rows?.ToInfo(),
        RowsReason = comparison.RowsReason,
    };

    public static RetentionInfo ToInfo(this RetentionPlan plan) => new(
        plan.IsDryRun, plan.Rule, [.. plan.Removed.Select(decision => decision.Version.Reference)],
        plan.Decisions.Where(decision => decision.IsKept).ToDictionary(decision => decision.Version.Reference, decision => decision.Reason, StringComparer.Ordinal));

    private static ColumnDistanceInfo ToInfo(ColumnComparison column) => new()
    {
        Name = column.Name,
        NullShareBefore = Defined(column.ReferenceNullShare),
        NullShareAfter = Defined(column.CurrentNullShare),
        Psi = Defined(column.Psi),
        KolmogorovSmirnov = Defined(column.KolmogorovSmirnov),
        JensenShannon = Defined(column.JensenShannon),
        Changes = column.Changes,
    };

    private static RowDifferenceInfo ToInfo(this RowComparison rows) => new()
    {
        BeforeCount = rows.BeforeCount,
        AfterCount = rows.AfterCount,
        AddedCount = rows.AddedCount,
        RemovedCount = rows.RemovedCount,
        ChangedCount = rows.ChangedCount,
        SameCount = rows.SameCount,
        Key = rows.Key,
        ChangedByColumn = rows.ChangedByColumn,
        Columns = [.. rows.Added.Columns.Select(column => column.Name)],
        Added = TableJson.Rows(rows.Added),
        Removed = TableJson.Rows(rows.Removed),
    };

    private static double? Defined(double value) => double.IsNaN(value) ? null : value;
}
