using Saker.Data;
using Saker.Data.Privacy.Transforms;
using Saker.Platform.Storage;

namespace Saker.Platform.Monitoring.Log;

/// <summary>Applies an endpoint's privacy rules to sampled rows before anything of them touches the disk.</summary>
internal sealed class Redactor(StorageKeys keys)
{
    private static readonly ProtectionRule Drop = new() { Kind = ProtectionKind.Drop };

    /// <summary>The block with its rows redacted.</summary>
    /// <exception cref="SakerException">The rules are not possible, or need keys that are not there; then nothing of the rows may be kept.</exception>
    public async Task<LogBlock> RedactAsync(LogBlock block, LogSettings settings, CancellationToken cancellationToken)
    {
        if (LogSettingsText.PolicyOf(settings) is not { } policy || block.RowRequests.Length == 0)
            return block;
        return block with
        {
            Inputs = await RedactAsync(block.Inputs, policy, cancellationToken),
            Outputs = await RedactAsync(block.Outputs, policy, cancellationToken),
        };
    }

    private async Task<Table?> RedactAsync(Table? table, ProtectionPolicy policy, CancellationToken cancellationToken)
    {
        if (table is null)
            return null;
        // Versions differ in their columns, and a policy that names another one's is none the worse.
        var fitting = policy with { Columns = policy.Columns.Where(rule => table.Schema.Contains(rule.Key)).ToDictionary(), Others = policy.Others ?? Drop };
        var ring = fitting.NeedsKeys ? keys.Get() : null;
        await foreach (var redacted in Protector.ProtectAsync(Stream(table), fitting, ring, cancellationToken))
            return redacted.Columns.Count == 0 ? null : redacted;
        return null;
    }

    private static async IAsyncEnumerable<Table> Stream(Table table)
    {
        await Task.CompletedTask;
        yield return table;
    }
}
