using System.CommandLine;
using Saker.Server.Hosting;

namespace Saker.Cli.Commands;

/// <summary>The flags of <c>saker up</c> that say what judgements over HTTP may cost.</summary>
internal sealed class JudgingFlags
{
    private static readonly JudgingOptions Default = new();

    private readonly Option<int> _maxRows = new("--max-judged-rows") { Description = "The most rows of a dataset that is evaluated, gated, screened or otherwise judged on over HTTP.", DefaultValueFactory = _ => Default.MaxRows };
    private readonly Option<int> _seconds = new("--judge-timeout") { Description = "The seconds that one judgement over HTTP may take.", DefaultValueFactory = _ => (int)Default.Timeout.TotalSeconds };
    private readonly Option<int> _maxConcurrent = new("--max-concurrent-judgements") { Description = "The most judgements over HTTP at the same time.", DefaultValueFactory = _ => Default.MaxConcurrent };

    public void AddTo(Command command)
    {
        command.Options.Add(_maxRows);
        command.Options.Add(_seconds);
        command.Options.Add(_maxConcurrent);
    }

    public JudgingOptions Read(ParseResult parsed) => new()
    {
        MaxRows = parsed.GetValue(_maxRows),
        Timeout = TimeSpan.FromSeconds(parsed.GetValue(_seconds)),
        MaxConcurrent = parsed.GetValue(_maxConcurrent),
    };
}
