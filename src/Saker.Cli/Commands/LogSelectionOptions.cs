using System.CommandLine;
using Saker.Data;
using Saker.Platform.Monitoring.Log;

namespace Saker.Cli.Commands;

/// <summary>Which requests of the prediction log.</summary>
internal sealed class LogSelectionOptions
{
    private readonly Option<int?> _version = new("--model-version") { Description = "Only requests that this version answered." };
    private readonly Option<string?> _filter = new("--filter") { Description = "A condition, such as \"input.tenure > 3 AND step = 'primary'\"." };
    private readonly Option<string?> _since = new("--since") { Description = "Only requests of the last so long: 30s, 5m, 2h, 7d." };
    private readonly Option<DateTimeOffset?> _from = TimeOption.Create("--from", "Only requests that ended at this time or later, such as 2026-01-31T12:00Z.");
    private readonly Option<DateTimeOffset?> _to = TimeOption.Create("--until", "Only requests that ended before this time.");
    private readonly Option<bool> _failed = new("--failed") { Description = "Only requests that failed." };
    private Argument<string?> _endpoint = new("endpoint");

    public void AddTo(Command command, bool isNeeded)
    {
        _endpoint = new Argument<string?>("endpoint") { Description = isNeeded ? "The endpoint." : "The endpoint; all when none is named.", Arity = isNeeded ? ArgumentArity.ExactlyOne : ArgumentArity.ZeroOrOne };
        command.Arguments.Add(_endpoint);
        command.Options.Add(_version);
        command.Options.Add(_filter);
        command.Options.Add(_since);
        command.Options.Add(_from);
        command.Options.Add(_to);
        command.Options.Add(_failed);
    }

    /// <exception cref="SakerException">Since is no duration, or given beside from.</exception>
    public LogFilter Read(ParseResult parsed, TimeProvider time)
    {
        var (since, from) = (parsed.GetValue(_since), parsed.GetValue(_from));
        if (since is not null && from is not null)
            throw new SakerException(ErrorKind.InvalidInput, "Give --since or --from, not both.", "since");
        return new LogFilter
        {
            Endpoint = parsed.GetValue(_endpoint),
            Version = parsed.GetValue(_version),
            Where = parsed.GetValue(_filter),
            From = since is null ? from?.ToUniversalTime() : time.GetUtcNow() - AgeText.Read(since, "since"),
            To = parsed.GetValue(_to)?.ToUniversalTime(),
            Error = parsed.GetValue(_failed) ? "*" : null,
        };
    }
}
