using System.CommandLine;
using Saker.Platform.Identity;

namespace Saker.Cli.Commands;

/// <summary>A key's limits as options.</summary>
internal sealed class KeyPolicyOptions
{
    private readonly Option<double?> _rate = new("--requests-per-second") { Description = "Requests a second in the long run." };
    private readonly Option<int?> _burst = new("--burst") { Description = "Requests that may come at once after a pause." };
    private readonly Option<long?> _requests = new("--requests-per-day") { Description = "Requests a day (UTC)." };
    private readonly Option<long?> _rows = new("--rows-per-day") { Description = "Predicted rows a day." };
    private readonly Option<long?> _distinct = new("--distinct-rows-per-day") { Description = "Different rows a day and endpoint, against copying a model by asking it." };
    private readonly Option<int?> _decimals = new("--score-decimals") { Description = "Decimals that scores keep, against copying a model by its answers." };

    public IEnumerable<Option> All => [_rate, _burst, _requests, _rows, _distinct, _decimals];

    public KeyPolicy Read(ParseResult parsed) => new()
    {
        RequestsPerSecond = parsed.GetValue(_rate),
        Burst = parsed.GetValue(_burst),
        RequestsPerDay = parsed.GetValue(_requests),
        RowsPerDay = parsed.GetValue(_rows),
        DistinctRowsPerDay = parsed.GetValue(_distinct),
        ScoreDecimals = parsed.GetValue(_decimals),
    };
}
