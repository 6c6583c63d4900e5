using System.CommandLine;
using System.CommandLine.Parsing;
using System.Text.Json.Nodes;
using Saker.Cli.Commands.Rollouts;
using Saker.Cli.Output;
using Saker.Client;
using Saker.Platform;

namespace Saker.Cli.Commands;

/// <summary><c>saker deploy [ENDPOINT] MODEL</c>: has a registered version come to an endpoint, at once or by a rollout.</summary>
internal sealed class DeployCommand
{
    private readonly Argument<string[]> _names = new("names")
    {
        Description = "The endpoint, which is made when there is none (left out, it is the one of the model), and a registered version: churn/3, churn/1.2.0, churn@champion (the endpoint follows the alias), or churn for the newest. Several versions for an A/B test or a bandit.",
        // None for the parser only, for the commands below.
        Arity = ArgumentArity.ZeroOrMore,
    };

    private readonly Option<string?> _override = new("--override") { Description = "Why it is deployed although its gates did not pass, where the model requires them. It is kept in the audit log." };
    private readonly Option<string?> _reason = new("--reason") { Description = "Why. It is kept with the rollout." };
    private readonly Option<string?> _retry = new("--retry") { Description = "Why a version is tried again that was rolled back there." };
    private readonly Option<FileInfo?> _monitor = new("--monitor") { Description = "Watch the endpoint as this YAML file says from now on." };
    private readonly Option<Uri?> _server = CommonOptions.Server(isNeeded: false);
    private readonly RolloutFlags _flags = new();

    public static Command Create()
    {
        var deploy = new DeployCommand();
        var command = new Command("deploy", "Have a registered model version come to an endpoint: at once where nothing serves, else by a rollout (--strategy, or the endpoint's policy). A running server follows within a second.")
        {
            deploy._names, deploy._override, deploy._reason, deploy._retry, deploy._monitor, deploy._server,
        };
        deploy._flags.AddTo(command);
        command.Subcommands.Add(DeployPlanCommand.Create());
        command.Subcommands.Add(DeploySimulateCommand.Create());
        command.SetPlatformAction(deploy.RunAsync);
        return command;
    }

    private async Task<int> RunAsync(ParseResult parsed, CliOutput output, SakerPlatform platform, CancellationToken cancellationToken)
    {
        var access = new RolloutAccess(parsed.GetValue(_server), platform);
        // What is not possible is told before anything is deployed.
        var watched = parsed.GetValue(_monitor) is { } file ? await MonitorCommand.ReadSettingsAsync(file.FullName, cancellationToken) : null;
        var (endpoint, models) = await access.ReadNamesAsync(parsed.GetValue(_names) ?? [], cancellationToken);
        var patch = await _flags.ReadAsync(parsed, cancellationToken);
        var request = new StartRolloutRequest
        {
            Models = models,
            Settings = patch is null ? null : JsonNode.Parse(patch.ToJson())!.AsObject(),
            Reason = parsed.GetValue(_reason),
            Retry = parsed.GetValue(_retry),
            Override = parsed.GetValue(_override),
        };
        var rollout = await access.StartAsync(endpoint, request, cancellationToken);
        if (watched is not null)
            await new MonitorAccess(parsed.GetValue(_server), platform).ChangeAsync(endpoint, watched, patch: null, cancellationToken);
        var followed = await access.FindFollowedAsync(endpoint, cancellationToken);
        output.Write(rollout, console => console.Profile.Out.Writer.WriteLine(RolloutOutput.Deployed(rollout, followed)));
        return 0;
    }
}
