using System.CommandLine;
using Saker.Server.Hosting;

namespace Saker.Cli.Commands;

/// <summary>The flags of <c>saker up</c> that say how large requests and their answers may be.</summary>
internal sealed class RequestFlags
{
    private static readonly ServerOptions Default = new() { Home = "" };

    private readonly Option<long> _maxBodyBytes = new("--max-body-bytes") { Description = "The largest body of a request, or message over gRPC, in bytes, also once it is unpacked; a larger one is refused before it is read whole.", DefaultValueFactory = _ => Default.MaxBodyBytes };
    private readonly Option<int> _maxRows = new("--max-rows") { Description = "The most rows in one request for predictions.", DefaultValueFactory = _ => Default.MaxRows };
    private readonly Option<int> _maxErrors = new("--max-errors") { Description = "The most errors that one answer names; the rest is counted.", DefaultValueFactory = _ => Default.MaxErrors };
    private readonly Option<int> _maxLiveStreams = new("--max-live-streams") { Description = "How many pages may watch live at the same time.", DefaultValueFactory = _ => Default.MaxLiveStreams };
    private readonly Option<double> _stopSeconds = new("--max-stop-delay") { Description = "The seconds that requests under way may take to finish when the server stops.", DefaultValueFactory = _ => Default.MaxStopDelay.TotalSeconds };

    public void AddTo(Command command)
    {
        command.Options.Add(_maxBodyBytes);
        command.Options.Add(_maxRows);
        command.Options.Add(_maxErrors);
        command.Options.Add(_maxLiveStreams);
        command.Options.Add(_stopSeconds);
    }

    public ServerOptions Apply(ParseResult parsed, ServerOptions options) => options with
    {
        MaxBodyBytes = parsed.GetValue(_maxBodyBytes),
        MaxRows = parsed.GetValue(_maxRows),
        MaxErrors = parsed.GetValue(_maxErrors),
        MaxLiveStreams = parsed.GetValue(_maxLiveStreams),
        MaxStopDelay = TimeSpan.FromSeconds(Math.Clamp(parsed.GetValue(_stopSeconds), 0, 3_600)),
    };
}
