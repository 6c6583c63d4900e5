using System.Security.Cryptography;
using Saker.Data;

namespace Saker.Platform.Storage;

/// <summary>The home folder's layout; nobody else knows it.</summary>
public sealed class SakerHome
{
    /// <summary>Makes the folders that are missing.</summary>
    /// <exception cref="SakerException">The folder cannot be made.</exception>
    public SakerHome(HomeOptions options)
    {
        options.Validate();
        Folder = Path.GetFullPath(options.Folder);
        try
        {
            foreach (var folder in new[] { Folder, Blobs, Datasets, Models, Locks, Logs, Journals })
                Directory.CreateDirectory(folder);
            Id = OpenId();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Unwritable(e);
        }
    }

    /// <summary>The absolute path of the home.</summary>
    public string Folder { get; }

    /// <summary>Tells homes apart that share a database: 16 hexadecimal digits, made once.</summary>
    internal string Id { get; }

    /// <summary>The metadata: experiments, datasets, models, endpoints.</summary>
    public string DatabaseFile => Path.Combine(Folder, "saker.db");

    /// <summary>The content of artifacts and models, each once, by its hash.</summary>
    public string Blobs => Path.Combine(Folder, "blobs");

    /// <summary>Where earlier versions kept what runs left behind, a folder per run; taken over when the home is opened.</summary>
    internal string OldArtifacts => Path.Combine(Folder, "artifacts");

    /// <summary>Dataset rows, a folder per content.</summary>
    public string Datasets => Path.Combine(Folder, "datasets");

    /// <summary>Registered model folders, a folder per content: a copy of what the blobs hold, made again where it is missing.</summary>
    public string Models => Path.Combine(Folder, "models");

    /// <summary>A file per process that has the home open, locked while it lives.</summary>
    public string Locks => Path.Combine(Folder, "locks");

    public string Logs => Path.Combine(Folder, "logs");

    /// <summary>What endpoints were asked and answered and is not sealed yet: a journal or a few for each process.</summary>
    internal string Journals => Path.Combine(Folder, "journals");

    /// <summary>What fits of pipelines keep until their pipeline is trained, a folder per pipeline; made when one is first kept.</summary>
    internal string Fits => Path.Combine(Folder, "fits");

    /// <summary>A file that says that this home is encrypted, also while its keys are not there.</summary>
    internal string EncryptedMark => Path.Combine(Folder, "encrypted");

    private string OpenId()
    {
        var file = Path.Combine(Folder, "id");
        if (!File.Exists(file))
        {
            // Whole before it has its name: of several that open the home for the first time, the first one's stays.
            var made = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8));
            var unnamed = $"{file}-{made}.new";
            File.WriteAllText(unnamed, made);
            try
            {
                File.Move(unnamed, file);
            }
            catch (IOException) when (File.Exists(file))
            {
                File.Delete(unnamed);
            }
        }
        return File.ReadAllText(file).Trim();
    }

    /// <summary>What to tell when the file system refuses to make or change something in the home.</summary>
    internal SakerException Unwritable(Exception reason) =>
        new(ErrorKind.Unavailable, $"The home '{Folder}' cannot be written: {reason.Message.TrimEnd('.')}. Name another with --home.", "home", reason);
}
