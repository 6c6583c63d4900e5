using System.CommandLine;
using Saker.Cli.Output;
using Saker.Data;
using Saker.Data.Checks.Proposals;
using Spectre.Console;

namespace Saker.Cli.Commands.Data;

/// <summary><c>saker data propose SOURCE</c>: a suite that holds on the data, as a file for people to read and change.</summary>
internal static class ProposeCommand
{
    public static Command Create()
    {
        var data = new SourceOptions();
        var suite = new Option<string?>("--output", "-o") { Description = "Write the suite there. Default: to the output." };
        var columns = new Option<string[]>("--columns") { Description = "Propose checks of these columns only.", AllowMultipleArgumentsPerToken = true };
        var tolerance = new Option<double>("--tolerance") { Description = "Widens every bound that was estimated; above 0, at most 10.", DefaultValueFactory = _ => 1 };
        var batch = new Option<int?>("--batch-rows") { Description = "How many rows the batches that will be checked have at least. Default: as many as the data, at most 10000." };
        var command = new Command("propose", "Propose a suite of checks from data: it holds on them, and fails when a fifth of a column is broken. Try it by saker data check.") { suite, columns, tolerance, batch };
        data.AddTo(command);
        command.SetOutputAction(async (parsed, output, cancellationToken) =>
        {
            var options = new ProposalOptions
            {
                Columns = parsed.GetValue(columns) is { Length: > 0 } named ? named : null,
                Tolerance = parsed.GetValue(tolerance),
                BatchRows = parsed.GetValue(batch),
            };
            var proposal = await SuiteProposer.ProposeAsync(data.Open(parsed), options, RowProgress.Create(output), cancellationToken);
            var path = parsed.GetValue(suite);
            if (path is not null)
                await WriteAsync(path, proposal.ToYaml(), cancellationToken);
            var outcome = new { proposal.Source, proposal.RowCount, proposal.SampledRowCount, checkCount = proposal.Checks.Count, file = path, suite = path is null ? proposal.ToYaml() : null };
            output.Write(outcome, console =>
            {
                if (path is null)
                    Console.Out.Write(proposal.ToYaml());
                else
                    console.WriteLine($"{path}: {Show.Count(proposal.Checks.Count)} checks that hold on {Show.Count(proposal.RowCount)} rows");
            });
            return 0;
        });
        return command;
    }

    private static async Task WriteAsync(string path, string text, CancellationToken cancellationToken)
    {
        try
        {
            await File.WriteAllTextAsync(path, text, cancellationToken);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new SakerException(ErrorKind.InvalidInput, $"{path} cannot be written: {exception.Message}", "--output", exception);
        }
    }
}
