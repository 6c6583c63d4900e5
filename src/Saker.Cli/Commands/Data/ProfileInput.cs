using System.Text.RegularExpressions;
using Saker.Data;
using Saker.Data.Profiles;
using Saker.Data.Sources;
using Spectre.Console;
using Profile = Saker.Data.Profiles.Profile;

namespace Saker.Cli.Commands.Data;

/// <summary>A profile out of a file: data, which are then described, or a profile that was written before.</summary>
internal static partial class ProfileInput
{
    public const string Extension = ".profile";
    private const int SniffedBytes = 256;

    /// <summary>Reads a profile (<c>.profile</c>, or <c>.json</c> that holds one), or describes data, with a bar on the error stream where a person looks.</summary>
    /// <param name="path">What a user named.</param>
    /// <param name="open">Opens it as data.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public static async Task<Profile> ReadAsync(string path, Func<DataSource> open, CancellationToken cancellationToken)
    {
        if (await FindAsync(path, cancellationToken) is { } written)
            return written;
        var source = open();
        if (Console.IsErrorRedirected)
            return await ProfileRunner.RunAsync(source, null, null, cancellationToken);
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });
        return await console.Progress().AutoClear(true).StartAsync(bars =>
        {
            var bar = bars.AddTask(Markup.Escape(Path.GetFileName(path)), maxValue: 1);
            return ProfileRunner.RunAsync(source, null, new Told(progress => bar.Value = progress.TotalRows == 0 ? 1 : (double)progress.Rows / progress.TotalRows), cancellationToken);
        });
    }

    /// <summary>A profile that was written before; null when the file holds something else.</summary>
    public static async Task<Profile?> FindAsync(string path, CancellationToken cancellationToken)
    {
        if (HasExtension(path, Extension))
            return Profile.FromBytes(await BytesAsync(path, cancellationToken));
        return HasExtension(path, ".json") && await IsProfileAsync(path, cancellationToken)
            ? Profile.FromJson(System.Text.Encoding.UTF8.GetString(await BytesAsync(path, cancellationToken)))
            : null;
    }

    private static bool HasExtension(string path, string extension) => path.EndsWith(extension, StringComparison.OrdinalIgnoreCase);

    /// <summary>JSON may as well be rows: a profile begins with its version, rows and columns.</summary>
    private static async Task<bool> IsProfileAsync(string path, CancellationToken cancellationToken)
    {
        if (!File.Exists(path))
            return false;
        await using var file = File.OpenRead(path);
        var start = new byte[SniffedBytes];
        var read = await file.ReadAtLeastAsync(start, start.Length, throwOnEndOfStream: false, cancellationToken);
        return Start().IsMatch(System.Text.Encoding.UTF8.GetString(start, 0, read));
    }

    [GeneratedRegex("""^\s*\{\s*"version"\s*:\s*\d+\s*,\s*"rows"\s*:\s*\d+\s*,\s*"columns"\s*:""")]
    private static partial Regex Start();

    private static async Task<byte[]> BytesAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            return await File.ReadAllBytesAsync(path, cancellationToken);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new SakerException(ErrorKind.NotFound, $"{path}: there is no such file.", inner: e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new SakerException(ErrorKind.InvalidInput, $"{path} cannot be read: {e.Message}", inner: e);
        }
    }

    /// <summary>Told at once, on the thread that works: a bar needs no other.</summary>
    private sealed class Told(Action<ProfileProgress> tell) : IProgress<ProfileProgress>
    {
        public void Report(ProfileProgress value) => tell(value);
    }
}
