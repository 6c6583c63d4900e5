using System.Text.Json;

namespace Saker.Data.Sources;

/// <summary>Gathers the names of a file, in the order of their first appearance.</summary>
internal sealed class JsonNames(JsonSource source) : JsonFields(source)
{
    private const int RecordsBetweenLooks = 4096;

    private readonly List<string> _names = [];
    private readonly HashSet<string> _known = new(StringComparer.Ordinal);

    /// <exception cref="SakerException">The file is no JSON, has no names, or too many names or records.</exception>
    public static IReadOnlyList<string> Read(JsonSource source, string fullPath, CancellationToken cancellationToken)
    {
        var names = new JsonNames(source);
        using var records = new JsonRecords(source, fullPath);
        while (records.Read())
        {
            if (records.Record % RecordsBetweenLooks == 0)
                cancellationToken.ThrowIfCancellationRequested();
            names.Take(records);
            SourceLimits.RequireWithin(source, names._names.Count, records.Record);
        }
        return names._names.Count > 0 ? names._names : throw new SakerException(ErrorKind.InvalidInput, $"{source.Name}: no record has a value, so there are no columns.", "source");
    }

    protected override void Value(JsonRecords records, string name, ref Utf8JsonReader reader)
    {
        if (_known.Add(name))
            _names.Add(name);
        reader.Skip();
    }
}
