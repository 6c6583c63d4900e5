using System.Runtime.CompilerServices;
using System.Text.Json;
using Saker.Data;

namespace Saker.Learning.Tests.Preparation;

/// <summary>What scikit-learn and pandas make of given rows; <c>reference/transforms.py</c> computed it.</summary>
internal sealed class TransformReference
{
    private TransformReference(JsonElement root)
    {
        Train = Table(root.GetProperty("train"));
        Test = Table(root.GetProperty("test"));
        Cases = [.. root.GetProperty("cases").EnumerateArray()];
    }

    public Table Train { get; }

    public Table Test { get; }

    /// <summary>Each with <c>steps</c>, the input <c>columns</c>, the <c>names</c> of the features, and their <c>values</c> on the test rows.</summary>
    public IReadOnlyList<JsonElement> Cases { get; }

    public static TransformReference Load([CallerFilePath] string thisFile = "") =>
        new(JsonDocument.Parse(File.ReadAllText(Path.Combine(Path.GetDirectoryName(thisFile)!, "reference", "transforms.json"))).RootElement);

    public static string[] Texts(JsonElement list) => [.. list.EnumerateArray().Select(item => item.GetString()!)];

    public static double[] Numbers(JsonElement list) =>
        [.. list.EnumerateArray().Select(item => item.ValueKind == JsonValueKind.Null ? double.NaN : item.GetDouble())];

    private static Table Table(JsonElement columns) => new(columns.EnumerateObject().Select<JsonProperty, Column>(column => column.Value[0].ValueKind == JsonValueKind.String
        ? Column.OfText(column.Name, [.. Texts(column.Value).Select(text => text.Length == 0 ? null : text)])
        : Column.OfNumbers(column.Name, Numbers(column.Value))));
}
