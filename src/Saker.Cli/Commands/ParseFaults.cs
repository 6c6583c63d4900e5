using System.CommandLine;
using System.CommandLine.Invocation;
using System.Text.RegularExpressions;

namespace Saker.Cli.Commands;

/// <summary>What of a command line is not possible, told in a line or two: not below forty lines of help, and without the names of the program's own types.</summary>
internal static partial class ParseFaults
{
    private const int Failed = 1;

    /// <summary>Runs what was parsed, or tells what is wrong with it.</summary>
    public static Task<int> RunAsync(ParseResult parsed)
    {
        // What only holds other commands shows which: that is what is missing.
        if (parsed.Action is not ParseErrorAction fault || parsed.CommandResult.Command.Action is null)
            return parsed.InvokeAsync();
        fault.ShowHelp = false;
        List<string> told = [.. parsed.Errors.Select(error => InWords(error.Message))];
        if (told.SequenceEqual(parsed.Errors.Select(error => error.Message)))
            return parsed.InvokeAsync();
        foreach (var line in told)
            parsed.InvocationConfiguration.Error.WriteLine(line);
        return Task.FromResult(Failed);
    }

    /// <summary>A message of the parser without types.</summary>
    internal static string InWords(string message) => TypeFault().Match(message) is not { Success: true } match ? message
        : $"'{match.Groups["value"].Value}' is not possible for {match.Groups["name"].Value}: {Needed(match.Groups["type"].Value)}.";

    private static string Needed(string type) =>
        type.Contains("Int", StringComparison.Ordinal) ? "give a whole number"
        : type.Contains("Double", StringComparison.Ordinal) || type.Contains("Single", StringComparison.Ordinal) || type.Contains("Decimal", StringComparison.Ordinal) ? "give a number, such as 0.5"
        : type.Contains("Boolean", StringComparison.Ordinal) ? "give true or false"
        : type.Contains("Date", StringComparison.Ordinal) ? "give a time, such as 2026-01-02T15:04:05Z"
        : "--help tells what it takes";

    [GeneratedRegex("^Cannot parse argument '(?<value>.*)' for (option|command|argument) '(?<name>[^']*)' as expected type '(?<type>[^']*)'", RegexOptions.Singleline | RegexOptions.ExplicitCapture)]
    private static partial Regex TypeFault();
}
