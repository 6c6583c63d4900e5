using System.CommandLine;
using Saker.Data;
using Saker.Platform.Audit;
using Saker.Platform.Registry;
using Spectre.Console;

namespace Saker.Cli.Commands;

/// <summary><c>saker deploy ENDPOINT MODEL</c>: makes an endpoint serve a registered version.</summary>
internal static class DeployCommand
{
    public static Command Create()
    {
        var endpoint = new Argument<string>("endpoint") { Description = "The endpoint's name; it is made when there is none." };
        var model = new Argument<string>("model") { Description = "A registered version: churn/3, churn/1.2.0, churn@champion (the endpoint follows the alias), or churn for the newest." };
        var command = new Command("deploy", "Make an endpoint serve a registered model version. A running server follows within a second.") { endpoint, model };
        command.SetPlatformAction(async (parsed, output, platform, cancellationToken) =>
        {
            var version = await platform.Registry.ResolveAsync(parsed.GetValue(model)!, cancellationToken);
            var deployed = ModelReference.Parse(parsed.GetValue(model)!).Alias is { } alias
                ? await platform.Endpoints.FollowAsync(parsed.GetValue(endpoint)!, version.Model, alias, cancellationToken)
                : await platform.Endpoints.DeployAsync(parsed.GetValue(endpoint)!, version.Model, version.Version, cancellationToken);
            await LocalAct.NoteAsync(platform, AuditActs.Deployed, $"{deployed.Name} to {deployed.Model}/{deployed.Version}");
            // As a server will: a version that cannot be loaded is found out here and not by who looks at the server.
            await platform.Host.RefreshAsync(deployed.Name, cancellationToken);
            if (platform.Host.Find(deployed.Name) is { Reason: { } reason } status && (status.ServingModel, status.ServingVersion) != (deployed.Model, deployed.Version))
                throw new SakerException(ErrorKind.Unavailable, $"{deployed.Name} should serve {deployed.Model}/{deployed.Version} now, which cannot be loaded: {reason} A server that serves another version goes on with that one.", "model");
            output.Write(deployed, console => console.WriteLine($"{deployed.Name} serves {deployed.Model}/{deployed.Version}{(deployed.Follows is { } followed ? $" and follows {deployed.Model}@{followed}" : "")}"));
            return 0;
        });
        return command;
    }
}
