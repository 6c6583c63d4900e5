using System.Text.Json;

namespace Saker.Platform.Serving.Settings;

/// <summary>Choices as settings spell them: <c>limit_exceeded</c>.</summary>
internal static class EnumText
{
    /// <summary>The single choices, without names for none or several.</summary>
    public static IEnumerable<string> Names<T>()
        where T : struct, Enum => Choices<T>().Select(Write);

    public static T? Find<T>(string text)
        where T : struct, Enum
    {
        foreach (var value in Choices<T>())
            if (Write(value) == text)
                return value;
        return null;
    }

    public static string Write<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString());

    /// <summary>Reads a choice; reports what is none.</summary>
    public static T Read<T>(Saker.Data.Settings from, string key, T standard)
        where T : struct, Enum
    {
        // YAML reads a bare on or off as text, but true and false as what they are.
        if (from.OptionalText(key) is not { } text)
            return standard;
        if (Find<T>(text) is { } value)
            return value;
        from.Report(key, $"'{text}' is not known; use one of: {string.Join(", ", Names<T>())}.");
        return standard;
    }

    private static IEnumerable<T> Choices<T>()
        where T : struct, Enum => typeof(T).IsDefined(typeof(FlagsAttribute), inherit: false)
        ? Enum.GetValues<T>().Where(value => System.Numerics.BitOperations.IsPow2(Convert.ToInt64(value)))
        : Enum.GetValues<T>();
}
