using System.CommandLine;
using Saker.Cli.Output;
using Saker.Conformance;
using Saker.Data;
using Spectre.Console;

namespace Saker.Cli.Commands;

/// <summary><c>saker conformance URL</c>: asks any server what the Open Inference Protocol expects of it.</summary>
internal static class ConformanceCommand
{
    private static readonly Argument<string> s_server = new("server") { Description = "The server: http://host:port." };
    private static readonly Option<string?> s_grpc = new("--grpc") { Description = "Where it speaks gRPC, host:port or a URL; without it the gRPC checks are skipped." };
    private static readonly Option<string?> s_model = new("--model") { Description = "The model to ask. Default: the first ready one that the server lists." };
    private static readonly Option<string?> s_version = new("--version") { Description = "The model's version to ask. Default: the server's choice." };
    private static readonly Option<string?> s_inputs = new("--inputs") { Description = "A JSON file with a valid infer request, for models that want real values." };
    private static readonly Option<int> s_seed = new("--seed") { Description = "Where made-up values start.", DefaultValueFactory = _ => 1 };
    private static readonly Option<string[]> s_headers = new("--header") { Description = "A header to send with every request, such as 'Authorization: Bearer KEY'; may be repeated.", DefaultValueFactory = _ => [] };
    private static readonly Option<ConformanceLevel> s_level = new("--level") { Description = "core: the published protocol, changes nothing. extensions: also what servers have beyond it; unloads the model and loads it again.", DefaultValueFactory = _ => ConformanceLevel.Core };

    public static Command Create()
    {
        var command = new Command("conformance", "Check an Open Inference (KServe V2) server, any server, against the protocol.") { s_server, s_grpc, s_model, s_version, s_inputs, s_seed, s_headers, s_level };
        command.SetOutputAction(async (parsed, output, cancellationToken) =>
        {
            try
            {
                var report = await ConformanceKit.RunAsync(await OptionsAsync(parsed, cancellationToken), cancellationToken);
                output.Write(Json(report), console => Show(console, report));
                return !report.IsConformant ? 1 : report.WhyNotAsked is null ? 0 : 2;
            }
            catch (ConformanceException e)
            {
                throw new SakerException(ErrorKind.InvalidInput, e.Message, inner: e);
            }
        });
        return command;
    }

    private static async Task<ConformanceOptions> OptionsAsync(ParseResult parsed, CancellationToken cancellationToken) => new()
    {
        Server = Address(parsed.GetValue(s_server)!, "server"),
        Grpc = parsed.GetValue(s_grpc) is { } grpc ? Address(grpc, "--grpc") : null,
        Model = parsed.GetValue(s_model),
        Version = parsed.GetValue(s_version),
        Level = parsed.GetValue(s_level),
        Seed = parsed.GetValue(s_seed),
        Inputs = parsed.GetValue(s_inputs) is { } file ? await ReadAsync(file, cancellationToken) : null,
        Headers = parsed.GetValue(s_headers)!.Select(Header).ToDictionary(header => header.Name, header => header.Value),
    };

    private static Uri Address(string text, string field) => Uri.TryCreate(text.Contains("://", StringComparison.Ordinal) ? text : "http://" + text, UriKind.Absolute, out var address) && address.Scheme is "http" or "https"
        ? address
        : throw new SakerException(ErrorKind.InvalidInput, $"{field}: '{text}' is no address; give http://host:port.", field);

    private static (string Name, string Value) Header(string text) => text.IndexOf(':') is > 0 and var end
        ? (text[..end].Trim(), text[(end + 1)..].Trim())
        : throw new SakerException(ErrorKind.InvalidInput, $"--header: '{text}' is no header; give 'Name: value'.", "--header");

    private static async Task<string> ReadAsync(string file, CancellationToken cancellationToken)
    {
        try
        {
            return await File.ReadAllTextAsync(file, cancellationToken);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new SakerException(ErrorKind.InvalidInput, $"--inputs: {e.Message}", "--inputs", e);
        }
    }

    private static void Show(IAnsiConsole console, ConformanceReport report)
    {
        console.WriteLine($"{report.Server}  {report.ServerName} {report.ServerVersion}, model {report.Model}, values {report.Values}");
        var table = CliOutput.Table("check", "level", "outcome", "");
        foreach (var result in report.Results)
            table.AddRow(new Text(result.Check.Id), new Text(Word(result.Check.Level)), new Text(Word(result.Outcome)), new Text(result.Reason is { Length: > 100 } reason ? reason[..100] + "..." : result.Reason ?? ""));
        console.Write(table);
        foreach (var result in report.Results.Where(result => result.Outcome == CheckOutcome.Failed))
            ShowFailure(console, result);
        console.WriteLine($"{report.Count(CheckOutcome.Passed)} passed, {report.Count(CheckOutcome.Failed)} failed, {report.Count(CheckOutcome.Skipped)} skipped: {Verdict(report)}");
    }

    private static string Verdict(ConformanceReport report) => !report.IsConformant ? "the server does not conform"
        : report.WhyNotAsked is { } why ? $"nothing failed, but predictions were not tried, so that nothing can be said of them: {why}"
        : "nothing failed that the protocol demands";

    private static void ShowFailure(IAnsiConsole console, CheckResult result)
    {
        console.WriteLine();
        console.WriteLine($"{result.Check.Id} ({Word(result.Check.Level)}): {result.Check.Title}");
        console.WriteLine($"  from      {result.Check.Source}");
        console.WriteLine($"  wrong     {result.Reason}");
        console.WriteLine($"  expected  {result.Expected}");
        if (result.Sent is not null)
            console.WriteLine($"  sent      {Indent(result.Sent)}");
        if (result.Received is not null)
            console.WriteLine($"  received  {Indent(result.Received)}");
        console.WriteLine();
    }

    private static string Indent(string text) => text.ReplaceLineEndings("\n            ");

    private static string Word(Enum value) => value.ToString().ToLowerInvariant();

    private static object Json(ConformanceReport report) => new
    {
        server = report.Server,
        name = report.ServerName,
        version = report.ServerVersion,
        extensions = report.Extensions,
        model = report.Model,
        values = report.Values,
        conformant = report.IsConformant,
        whyNotAsked = report.WhyNotAsked,
        passed = report.Count(CheckOutcome.Passed),
        failed = report.Count(CheckOutcome.Failed),
        skipped = report.Count(CheckOutcome.Skipped),
        results = report.Results.Select(result => new
        {
            id = result.Check.Id,
            title = result.Check.Title,
            level = result.Check.Level,
            source = result.Check.Source,
            outcome = result.Outcome,
            reason = result.Reason,
            expected = result.Expected,
            sent = result.Sent,
            received = result.Received,
            milliseconds = result.Elapsed.TotalMilliseconds,
        }),
    };
}
