using System.Text.Json;
using Saker.Data;
using Saker.Learning.Models;

namespace Saker.Platform.Registry;

/// <summary>What callers of a model depend on: names, types and shapes of what it takes and gives.</summary>
internal sealed record ModelInterface(IReadOnlyList<InterfaceColumn> Inputs, IReadOnlyList<InterfaceColumn> Outputs)
{
    private const string SignatureFile = "signature.json";

    /// <summary>That of a model folder; null when it has no signature that can be read.</summary>
    public static async Task<ModelInterface?> FindAsync(string folder, CancellationToken cancellationToken)
    {
        var file = Path.Combine(folder, SignatureFile);
        if (!File.Exists(file))
            return null;
        try
        {
            var signature = SignatureJson.Read(await File.ReadAllTextAsync(file, cancellationToken));
            return new ModelInterface([.. signature.Inputs.Select(InterfaceColumn.Of)], [.. signature.Outputs.Select(InterfaceColumn.Of)]);
        }
        catch (SakerException)
        {
            return null;
        }
    }

    public static ModelInterface? Parse(string? json) => json is null ? null : JsonSerializer.Deserialize<ModelInterface>(json);

    public string ToJson() => JsonSerializer.Serialize(this);

    /// <summary>What callers of this one find when they get the next.</summary>
    public InterfaceChange To(ModelInterface next)
    {
        var change = InterfaceChange.None;
        var wanted = next.Inputs.ToDictionary(column => column.Name, StringComparer.Ordinal);
        foreach (var input in Inputs)
            change = Worst(change, wanted.Remove(input.Name, out var found) ? found.Change(input, wasGiven: true) : InterfaceChange.Broken);
        foreach (var added in wanted.Values)
            change = Worst(change, added.Nullable ? InterfaceChange.Grown : InterfaceChange.Broken);
        var given = next.Outputs.ToDictionary(column => column.Name, StringComparer.Ordinal);
        foreach (var output in Outputs)
            change = Worst(change, given.Remove(output.Name, out var found) ? found.Change(output, wasGiven: false) : InterfaceChange.Broken);
        return given.Count > 0 ? Worst(change, InterfaceChange.Grown) : change;
    }

    private static InterfaceChange Worst(InterfaceChange one, InterfaceChange other) => one > other ? one : other;
}
