using System.CommandLine;
using Saker.Cli.Output;
using Saker.Data;
using Saker.Data.Profiles;
using Spectre.Console;
using Profile = Saker.Data.Profiles.Profile;

namespace Saker.Cli.Commands.Data;

/// <summary><c>saker data profile SOURCE</c>: what data hold, column by column.</summary>
internal static class ProfileCommand
{
    public static Command Create()
    {
        var data = new SourceOptions();
        var html = new Option<string?>("--html") { Description = "Write a page with a histogram of each column there." };
        var target = new Option<string?>("--output", "-o") { Description = $"Write the profile there: as {ProfileInput.Extension} (a few KB a column) or .json." };
        var command = new Command("profile", "Describe data: what is missing, ranges, quartiles, frequent values, times, correlations. The source may also be a profile, to show or convert it.") { html, target };
        data.AddTo(command);
        command.SetOutputAction(async (parsed, output, cancellationToken) =>
        {
            var path = data.PathOf(parsed);
            var profile = await ProfileInput.ReadAsync(path, () => data.Open(parsed), cancellationToken);
            if (parsed.GetValue(html) is { } page)
                await WriteAsync(page, System.Text.Encoding.UTF8.GetBytes(ProfileHtml.Write(profile, Path.GetFileName(path))), cancellationToken);
            if (parsed.GetValue(target) is { } written)
                await WriteAsync(written, Bytes(profile, written), cancellationToken);
            if (output.IsJson)
                await Console.Out.WriteLineAsync(profile.ToJson());
            else
                Show(output.Console, profile);
            return 0;
        });
        return command;
    }

    private static byte[] Bytes(Profile profile, string path) => Path.GetExtension(path).ToLowerInvariant() switch
    {
        ProfileInput.Extension => profile.ToBytes(),
        ".json" => System.Text.Encoding.UTF8.GetBytes(profile.ToJson()),
        _ => throw new SakerException(ErrorKind.InvalidInput, $"{path}: a profile is written as {ProfileInput.Extension} or .json; name the file so.", "output"),
    };

    private static async Task WriteAsync(string path, byte[] bytes, CancellationToken cancellationToken)
    {
        try
        {
            await File.WriteAllBytesAsync(path, bytes, cancellationToken);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new SakerException(ErrorKind.InvalidInput, $"{path} cannot be written: {e.Message}", inner: e);
        }
    }

    private static void Show(IAnsiConsole console, Profile profile)
    {
        console.WriteLine($"{Output.Show.Count(profile.RowCount)} rows, {Output.Show.Count(profile.Columns.Count)} columns");
        var table = CliOutput.Table("column", "type", "#missing", "#different", "values");
        foreach (var column in profile.Columns)
        {
            var facts = ProfileFacts.Of(column).Take(2).ToArray();
            table.AddRow(new Text(column.Name), new Text(column.Type.Name()), new Text(facts[0].Value), new Text(facts[1].Value), new Text(ProfileFacts.Short(column)));
        }
        console.Write(table);
    }
}
