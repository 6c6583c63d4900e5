using System.CommandLine;
using System.Globalization;
using Saker.Cli.Output;
using Spectre.Console;

namespace Saker.Cli.Commands;

/// <summary><c>saker artifacts [PATH]</c>: lists what lies in the tree of artifacts, and verifies all of it.</summary>
internal static class ArtifactsCommand
{
    public static Command Create()
    {
        var path = new Argument<string?>("path") { Description = "The folder to list, such as 0/RUN/artifacts.", Arity = ArgumentArity.ZeroOrOne };
        var command = new Command("artifacts", "List the files that runs and models left behind.") { path };
        command.SetPlatformAction(async (parsed, output, platform, cancellationToken) =>
        {
            var entries = await platform.Artifacts.ListAsync(parsed.GetValue(path)?.Trim('/') ?? "", cancellationToken);
            output.Write(entries.Select(entry => new { path = entry.Path, isFolder = entry.IsFolder, byteCount = entry.ByteCount }), console =>
            {
                foreach (var entry in entries)
                    console.WriteLine(entry.IsFolder ? $"{entry.Path}/" : string.Create(CultureInfo.InvariantCulture, $"{entry.Path}  {entry.ByteCount:N0} bytes"));
                if (entries.Count == 0)
                    console.WriteLine("There is nothing.");
            });
            return 0;
        });
        command.Subcommands.Add(Verify());
        return command;
    }

    private static Command Verify()
    {
        var command = new Command("verify", "Read every artifact and model and compare it with its hash and signature; exit code 1 when one is not what was stored.");
        command.SetPlatformAction(async (_, output, platform, cancellationToken) =>
        {
            var found = await platform.Verifier.VerifyAsync(cancellationToken);
            output.Write(found, console =>
            {
                foreach (var fault in found.Faults)
                    console.WriteLine(fault);
                console.WriteLine(found.IsWhole
                    ? string.Create(CultureInfo.InvariantCulture, $"{found.FileCount} artifacts and {found.ModelCount} models, {found.ByteCount:N0} bytes of content, and {found.DatasetCount} datasets, each as it was stored.")
                    : "Restore what is named from a backup, or store it again; then find out who could change it.");
            });
            return found.IsWhole ? 0 : 1;
        });
        return command;
    }
}
