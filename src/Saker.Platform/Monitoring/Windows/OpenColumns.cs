using Saker.Data;
using Saker.Data.Privacy.Transforms;
using Saker.Platform.Monitoring.Log;

namespace Saker.Platform.Monitoring.Windows;

/// <summary>
/// The columns that may be summed up and compared: those that the endpoint's rules of privacy keep as they are. A profile holds values, the commonest and the
/// largest among them, and reports and alerts tell of those.
/// </summary>
internal sealed class OpenColumns
{
    private readonly ProtectionPolicy? _policy;
    private readonly bool _isKnown;

    private OpenColumns(ProtectionPolicy? policy, bool isKnown) => (_policy, _isKnown) = (policy, isKnown);

    /// <summary>By what the endpoint's log says; none where its rules cannot be understood.</summary>
    public static OpenColumns Of(LogSettings settings)
    {
        try
        {
            return new OpenColumns(LogSettingsText.PolicyOf(settings), isKnown: true);
        }
        catch (SakerException)
        {
            return new OpenColumns(null, isKnown: false);
        }
    }

    public bool Contains(string column) =>
        _isKnown && (_policy is null || (_policy.Columns.GetValueOrDefault(column) ?? _policy.Others) is { Kind: ProtectionKind.Keep });

    /// <summary>The table with these columns alone.</summary>
    public Table Of(Table table)
    {
        string[] names = [.. table.Columns.Select(column => column.Name).Where(Contains)];
        return names.Length == table.Columns.Count ? table : table.Select(names);
    }
}
