using System.CommandLine;
using Saker.Cli.Output;
using Spectre.Console;

namespace Saker.Cli.Commands;

/// <summary><c>saker endpoints</c>: lists endpoints and what they serve.</summary>
internal static class EndpointsCommand
{
    public static Command Create()
    {
        var command = new Command("endpoints", "List endpoints and the model version that each serves.");
        command.SetPlatformAction(async (_, output, platform, cancellationToken) =>
        {
            var endpoints = await platform.Endpoints.ListAsync(cancellationToken);
            output.Write(endpoints, console =>
            {
                if (endpoints.Count == 0)
                {
                    console.WriteLine("There are no endpoints yet. Deploy a model with: saker deploy ENDPOINT MODEL@ALIAS");
                    return;
                }
                var table = CliOutput.Table("endpoint", "serves", "since");
                foreach (var endpoint in endpoints)
                    table.AddRow(new Text(endpoint.Name), new Text($"{endpoint.Model}/{endpoint.Version}"), new Text(Show.Time(endpoint.DeployedAt)));
                console.Write(table);
            });
            return 0;
        });
        return command;
    }
}
