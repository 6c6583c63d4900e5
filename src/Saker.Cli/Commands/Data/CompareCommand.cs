using System.CommandLine;
using Saker.Cli.Output;
using Saker.Data.Profiles;
using Spectre.Console;
using Profile = Saker.Data.Profiles.Profile;

namespace Saker.Cli.Commands.Data;

/// <summary><c>saker data compare A B</c>: what moved from one source to another.</summary>
internal static class CompareCommand
{
    public static Command Create()
    {
        var reference = new Argument<string>("reference") { Description = "What is expected: a file, a glob in quotes or a folder of data; or a profile." };
        var current = new Argument<string>("current") { Description = "What is compared with it: data likewise, or a profile." };
        var maxPsi = new Option<double?>("--max-psi") { Description = "Exit with 1 when a column's stability index is larger (0.25 is a large change by custom), or when columns differ." };
        maxPsi.Validators.Add(result =>
        {
            if (result.Tokens is [{ Value: var text }] && double.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, out var index) && !(index >= 0))
                result.AddError($"--max-psi is {text}; give a number from 0.");
        });
        var command = new Command("compare", "Compare data or profiles, column by column: types, missing values, how far values are apart, what moved. How data are written, and a query, are said of both.") { reference, current, maxPsi };
        var source = new SourceOptions();
        source.AddOptionsTo(command);
        command.SetOutputAction(async (parsed, output, cancellationToken) =>
        {
            var comparison = ProfileComparison.Of(
                await ReadAsync(parsed.GetValue(reference)!),
                await ReadAsync(parsed.GetValue(current)!));
            output.Write(comparison, console => Show(console, comparison));
            return parsed.GetValue(maxPsi) is { } limit && (comparison.MaxPsi > limit || !comparison.HasSameSchema) ? 1 : 0;

            Task<Profile> ReadAsync(string path) => ProfileInput.ReadAsync(path, () => source.Open(parsed, path), cancellationToken);
        });
        return command;
    }

    private static void Show(IAnsiConsole console, ProfileComparison comparison)
    {
        console.WriteLine($"{Output.Show.Count(comparison.ReferenceRowCount)} rows -> {Output.Show.Count(comparison.CurrentRowCount)} rows");
        var table = CliOutput.Table("column", "#PSI", "#KS", "#Wasserstein", "#Jensen-Shannon", "what moved");
        foreach (var column in comparison.Columns)
        {
            table.AddRow(
                new Text(column.Name),
                new Text(Output.Show.Score(column.Psi)),
                new Text(Output.Show.Score(column.KolmogorovSmirnov)),
                new Text(double.IsNaN(column.Wasserstein) ? "-" : column.Wasserstein.ToString("G4", System.Globalization.CultureInfo.InvariantCulture)),
                new Text(Output.Show.Score(column.JensenShannon)),
                new Text(string.Join("; ", column.Changes)));
        }
        console.Write(table);
    }
}
