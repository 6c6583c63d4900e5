using System.CommandLine;
using System.CommandLine.Parsing;
using Saker.Data.Checks;
using Saker.Platform;
using Saker.Platform.Datasets;

namespace Saker.Cli.Commands.Data;

/// <summary>The datasets of a home for commands that run checks; the home is opened only when a check names one.</summary>
internal sealed class HomeDatasets
{
    private readonly Option<string?> _home = CommonOptions.Home();
    private readonly BackendFlags _backends = new();

    public void AddTo(Command command)
    {
        command.Options.Add(_home);
        _backends.AddTo(command);
    }

    public async Task<CheckReport> RunAsync(ParseResult parsed, CheckSuite suite, Func<CheckOptions, Task<CheckReport>> check, CancellationToken cancellationToken)
    {
        if (!ComparedDatasets.AreNamed(suite))
            return await check(new CheckOptions());
        await using var platform = await SakerPlatform.OpenAsync(CommandAction.HomeOf(parsed, _home), _backends.Read(parsed).Configure, cancellationToken);
        using var others = await ComparedDatasets.OpenAsync(platform.Datasets, suite, cancellationToken);
        return await check(others.Options);
    }
}
