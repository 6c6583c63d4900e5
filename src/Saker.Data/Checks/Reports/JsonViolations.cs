using System.Text.Encodings.Web;
using System.Text.Json.Nodes;

namespace Saker.Data.Checks.Reports;

/// <summary>Violations as JSON Lines.</summary>
internal sealed class JsonViolations(IReadOnlyList<string> key) : IViolationText
{
    private static readonly System.Text.Json.JsonSerializerOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly string[] _names = [.. ViolationColumns.Names(key)];

    public string? Header => null;

    public void Write(TextWriter to, Violation violation)
    {
        var texts = ViolationColumns.Texts(violation, key.Count);
        var line = new JsonObject();
        for (var i = 0; i < texts.Length; i++)
            line[_names[i]] = i == ViolationColumns.Row ? violation.Row : texts[i];
        to.Write(line.ToJsonString(Options));
        to.Write('\n');
    }
}
