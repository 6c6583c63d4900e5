using Saker.Conformance.Grpc;
using Saker.Conformance.Rest;

namespace Saker.Conformance;

/// <summary>Every check there is, in the order in which they run.</summary>
public static class CheckCatalogue
{
    /// <summary>What is checked.</summary>
    public static IReadOnlyList<CheckInfo> All => [.. Checks.Select(check => check.Info)];

    internal static IReadOnlyList<Check> Checks { get; } =
    [
        .. HealthChecks.All,
        .. MetadataChecks.All,
        .. UnknownChecks.All,
        .. RouteChecks.All,
        .. InferChecks.All,
        .. OutputChecks.All,
        .. IdChecks.All,
        .. InputChecks.All,
        .. ShapeChecks.All,
        .. ValueChecks.All,
        .. BodyChecks.All,
        .. BatchChecks.All,
        .. GrpcServerChecks.All,
        .. GrpcInferChecks.All,
        .. GrpcContentChecks.All,
        .. BinaryChecks.All,
        .. BinaryRefusalChecks.All,
        .. CompressionChecks.All,
        .. StatisticsChecks.All,
        .. GrpcExtensionChecks.All,
        .. RepositoryChecks.All,
        .. RefusalChecks.All,
    ];

    /// <summary>The catalogue as the tables of its documentation page.</summary>
    internal static string ToMarkdown()
    {
        var text = new System.Text.StringBuilder();
        foreach (var group in Checks.GroupBy(check => check.Id[..check.Id.LastIndexOf('.')]))
        {
            text.Append("### ").Append('`').Append(group.Key).Append("`\n\n| check | level | what is expected | from |\n|---|---|---|---|\n");
            foreach (var check in group)
                text.Append("| `").Append(check.Id).Append("` | ").Append(check.Level switch { CheckLevel.Must => "must", CheckLevel.Should => "should", _ => "extension" })
                    .Append(" | ").Append(check.Title).Append(" | ").Append(check.Source).Append(" |\n");
            text.Append('\n');
        }
        return text.ToString();
    }
}
