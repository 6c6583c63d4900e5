using System.CommandLine;
using System.CommandLine.Parsing;
using Saker.Data;
using Saker.Platform.Gates;

namespace Saker.Cli.Commands;

/// <summary>The files into which a gate report is written.</summary>
internal sealed class GateReportFiles
{
    private readonly Option<string?> _json = new("--output-json") { Description = "Write the report there as JSON." };
    private readonly Option<string?> _junit = new("--junit") { Description = "Write it there as JUnit XML, which CI systems show as tests." };
    private readonly Option<string?> _markdown = new("--markdown") { Description = "Write it there as Markdown, for reviewers." };

    public void AddTo(Command command)
    {
        foreach (var option in (Option[])[_json, _junit, _markdown])
            command.Options.Add(option);
    }

    /// <exception cref="SakerException">A file cannot be written.</exception>
    public async Task WriteAsync(ParseResult parsed, GateReport report, CancellationToken cancellationToken)
    {
        foreach (var (option, write) in new (Option<string?>, Func<GateReport, string>)[] { (_json, given => given.ToJson()), (_junit, GateJUnit.Write), (_markdown, GateMarkdown.Write) })
        {
            if (parsed.GetValue(option) is not { } path)
                continue;
            try
            {
                await File.WriteAllTextAsync(path, write(report), cancellationToken);
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                throw new SakerException(ErrorKind.InvalidInput, $"{path} cannot be written: {exception.Message}", option.Name, exception);
            }
        }
    }
}
