using System.Globalization;

namespace Saker.Learning.Tuning.Spaces;

/// <summary>A parameter's value as text: what runs log, and what values of different doors are compared by.</summary>
public static class ParameterText
{
    public static string Of(object? value) => value switch
    {
        bool flag => flag ? "true" : "false",
        IFormattable formattable => formattable.ToString(null, CultureInfo.InvariantCulture),
        _ => value?.ToString() ?? "",
    };
}
