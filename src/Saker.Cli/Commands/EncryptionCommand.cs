using System.CommandLine;
using Saker.Cli.Output;
using Saker.Platform;
using Saker.Platform.Audit;
using Spectre.Console;

namespace Saker.Cli.Commands;

/// <summary><c>saker encryption</c>: encrypts datasets and artifacts at rest, and changes the keys.</summary>
internal static class EncryptionCommand
{
    public static Command Create()
    {
        var command = new Command("encryption", "Show what of the home is encrypted; turn encryption on, rotate its key, and bring older files under the active key.") { CreateOn(), CreateRotate(), CreateRenew() };
        command.SetPlatformAction((_, output, platform, cancellationToken) => ShowAsync(output, platform, cancellationToken));
        return command;
    }

    private static Command CreateOn()
    {
        var command = new Command("on", "Make a key: datasets and artifacts that are stored from now on are encrypted. Keep a backup of the key ring apart from the home's.");
        command.SetPlatformAction(async (_, output, platform, cancellationToken) =>
        {
            var key = platform.Encryption.TurnOn();
            await LocalAct.NoteAsync(platform, AuditActs.EncryptionOn, key);
            var file = (await platform.Encryption.GetStatusAsync(cancellationToken)).KeyFile;
            output.Write(new { key, file }, console => console.WriteLine($"Files are encrypted from now on, with key {key} of {file}. Back that file up, apart from the home: without it nothing can be read. `saker encryption renew` encrypts what is stored already."));
            return 0;
        });
        return command;
    }

    private static Command CreateRotate()
    {
        var command = new Command("rotate", "Make a new key the active one; older keys stay, to read what they encrypted.");
        command.SetPlatformAction(async (_, output, platform, cancellationToken) =>
        {
            var key = await platform.Encryption.RotateAsync(cancellationToken);
            await LocalAct.NoteAsync(platform, AuditActs.KeysRotated, key);
            output.Write(new { key }, console => console.WriteLine($"Files are encrypted with key {key} from now on. `saker encryption renew` brings older ones under it."));
            return 0;
        });
        return command;
    }

    private static Command CreateRenew()
    {
        var command = new Command("renew", "Bring every stored file under the active key: what is encrypted gets a new header, what is not is encrypted.");
        command.SetPlatformAction(async (_, output, platform, cancellationToken) =>
        {
            var count = await platform.Encryption.RenewAsync(progress: null, cancellationToken);
            await LocalAct.NoteAsync(platform, AuditActs.KeysRenewed, "home", $"{count} files");
            output.Write(new { count }, console => console.WriteLine(count == 0 ? "Every file is under the active key already." : $"{Show.Count(count)} files came under the active key."));
            return 0;
        });
        return command;
    }

    private static async Task<int> ShowAsync(CliOutput output, SakerPlatform platform, CancellationToken cancellationToken)
    {
        var status = await platform.Encryption.GetStatusAsync(cancellationToken);
        output.Write(status, console =>
        {
            console.WriteLine(status.ActiveKey is { } key ? $"Files are encrypted with key {key}{(status.KeyFile is { } file ? $" of {file}" : "")}." : "Nothing is encrypted; `saker encryption on` begins with it.");
            foreach (var (name, count) in status.FilesByKey.OrderBy(pair => pair.Key, StringComparer.Ordinal))
                console.WriteLine($"{Show.Count(count)} files are encrypted with key {name}{(status.Keys.Contains(name) ? "" : ", which the key ring does not have")}.");
            console.WriteLine($"{Show.Count(status.PlainFileCount)} files are not encrypted.");
        });
        return 0;
    }
}
