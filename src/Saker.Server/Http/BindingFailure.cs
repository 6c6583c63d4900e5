using System.Text.RegularExpressions;
using Saker.Client;

namespace Saker.Server.Http;

/// <summary>What the framework says of a value in an address that it could not read, in words that name no type.</summary>
internal static partial class BindingFailure
{
    /// <summary>Null when the message is about something else.</summary>
    public static ErrorInfo? Describe(string message)
    {
        if (Unreadable().Match(message) is { Success: true } unreadable)
            return Of(unreadable.Groups["name"].Value, $"'{unreadable.Groups["value"].Value}' is not possible here; {ValueWords.OfName(unreadable.Groups["type"].Value)} is needed.");
        return Missing().Match(message) is { Success: true } missing ? Of(missing.Groups["name"].Value, $"it is missing; the address needs {missing.Groups["name"].Value}=...") : null;
    }

    private static ErrorInfo Of(string name, string message) => new(null, name, $"{name}: {message}");

    [GeneratedRegex("""^Failed to bind parameter "(?<type>\S+) (?<name>\w+)" from "(?<value>.*)"\.$""", RegexOptions.Singleline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 100)]
    private static partial Regex Unreadable();

    [GeneratedRegex("""^Required parameter "\S+ (?<name>\w+)" was not provided from query string\.$""", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 100)]
    private static partial Regex Missing();
}
