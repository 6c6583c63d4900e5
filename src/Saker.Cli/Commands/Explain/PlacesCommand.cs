using System.CommandLine;
using Saker.Cli.Commands.Data;
using Saker.Platform.Serving.Explaining;
using Spectre.Console;

namespace Saker.Cli.Commands.Explain;

/// <summary><c>saker explain places MODEL --data FILE</c>: where in pictures a network saw a class.</summary>
internal static class PlacesCommand
{
    // From nothing to the largest.
    private const string Shades = " .:-=+*#%@";

    public static Command Create()
    {
        var model = new Argument<string>("model") { Description = "The version, such as digits@champion or digits/3: a network with convolutions." };
        var data = new Option<string>("--data") { Description = "Pictures as rows of number columns, channel by channel and row by row.", Required = true };
        var source = new SourceOptions();
        var target = new Option<string?>("--target") { Description = "A column that the model does not take." };
        var index = new Option<int?>("--class") { Description = "The class that is explained, from 0. Default: that with the largest output, row by row." };
        var layer = new Option<string?>("--layer") { Description = "The feature map to look at. Default: the last one of more than one place." };
        var command = new Command("places", "Where in pictures a network saw what raised a class, by Grad-CAM; --json has the map of each picture's size.") { model, data, target, index, layer };
        source.AddOptionsTo(command);
        command.SetPlatformAction(async (parsed, output, platform, cancellationToken) =>
        {
            var rows = await source.Open(parsed, parsed.GetValue(data)!).ReadAllAsync(cancellationToken);
            var seen = await platform.Probes.SeeAsync(parsed.GetValue(model)!, rows, parsed.GetValue(target), parsed.GetValue(index), parsed.GetValue(layer), cancellationToken);
            output.Write(new { rows = seen }, console =>
            {
                foreach (var row in seen)
                    Write(console, row);
            });
            return 0;
        });
        return command;
    }

    private static void Write(IAnsiConsole console, SeenPlaces row)
    {
        console.WriteLine($"row {row.Row + 1}: class {row.Class}, seen at {row.CoarseHeight} x {row.CoarseWidth} places of '{row.Layer}'");
        foreach (var line in row.Coarse.Chunk(row.CoarseWidth))
            console.WriteLine("  " + string.Concat(line.Select(share => new string(Shades[(int)Math.Round(share * (Shades.Length - 1))], 2))));
    }
}
