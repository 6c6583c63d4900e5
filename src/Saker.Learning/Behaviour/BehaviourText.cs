using System.Globalization;
using System.Text.Json;

namespace Saker.Learning.Behaviour;

/// <summary>How values of rows are shown in examples.</summary>
internal static class BehaviourText
{
    public static string Of(object? value) => value switch
    {
        null => "missing",
        bool flag => flag ? "true" : "false",
        double number => number.ToString("0.######", CultureInfo.InvariantCulture),
        float number => number.ToString("0.######", CultureInfo.InvariantCulture),
        // Read back from JSON.
        JsonElement { ValueKind: JsonValueKind.Null } => "missing",
        JsonElement element => element.ToString(),
        IFormattable formattable => formattable.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };
}
