using System.CommandLine;
using Saker.Data;
using Saker.Onnx;
using Saker.Onnx.Inspection;
using Saker.Platform;
using Saker.Platform.Audit;
using Saker.Platform.Registry;
using Spectre.Console;

namespace Saker.Cli.Commands;

/// <summary><c>saker import</c>: looks into ONNX files, and takes over what other programs kept.</summary>
internal static class ImportCommand
{
    public static Command Create()
    {
        var file = new Argument<FileInfo?>("file") { Description = "An ONNX file with all its data in it.", Arity = ArgumentArity.ZeroOrOne };
        var model = new ImportedModel(isNameNeeded: false);
        var home = CommonOptions.Home();
        var backends = new BackendFlags();
        var command = new Command("import", "Look into an ONNX file, and register it where --name is given; or take over what other programs kept.") { file, home };
        model.AddTo(command);
        backends.AddTo(command);
        command.SetOutputAction(async (parsed, output, cancellationToken) =>
        {
            if (parsed.GetValue(file) is not { } path)
                throw new SakerException(ErrorKind.InvalidInput, "Name an ONNX file, as in: saker import model.onnx. 'saker import mlruns FOLDER' takes over what MLflow kept.", "file");
            var bytes = await ImportedModel.ReadAsync(path, cancellationToken);
            var found = Inspect(bytes);
            ModelVersion? version = null;
            if (model.Name(parsed) is not null)
            {
                await using var platform = await SakerPlatform.OpenAsync(CommandAction.HomeOf(parsed, home), backends.Read(parsed).Configure, cancellationToken);
                version = await model.RegisterAsync(platform, parsed, bytes, cancellationToken);
            }
            output.Write(new { inspection = InspectionText.Json(found), model = version?.Model, version = version?.Version, aliases = version?.Aliases, requestedAliases = version?.RequestedAliases }, console =>
            {
                InspectionText.Write(console, found);
                console.WriteLine(version is null ? $"not registered; saker import {path.Name} --name NAME does it" : ImportedModel.Text(version));
            });
            return 0;
        });
        command.Subcommands.Add(Mlruns());
        return command;
    }

    private static ModelInspection Inspect(byte[] bytes)
    {
        try
        {
            return ModelInspection.Of(OnnxModel.Parse(bytes));
        }
        catch (OnnxException exception)
        {
            throw new SakerException(ErrorKind.InvalidInput, exception.Message, "file", exception);
        }
    }

    private static Command Mlruns()
    {
        var path = new Argument<string>("path") { Description = "The folder that MLflow writes, usually mlruns." };
        var command = new Command("mlruns", "Import MLflow's folder: experiments, runs, artifacts, logged and registered models. What is here already stays as it is.") { path };
        command.SetPlatformAction(async (parsed, output, platform, cancellationToken) =>
        {
            var report = await platform.MlrunsImport.ImportAsync(parsed.GetValue(path)!, cancellationToken);
            await LocalAct.NoteAsync(platform, AuditActs.RunsImported, "home", $"{report.Runs.Count} runs, {report.LoggedModels.Count} logged models, {report.Models.Count} model versions");
            output.Write(report, console =>
            {
                foreach (var skip in report.Skipped)
                    console.WriteLine($"skipped {skip.Path}: {skip.Reason}");
                console.WriteLine($"{report.Experiments.Count} experiments, {report.Runs.Count} runs, {report.LoggedModels.Count} logged models and {report.Models.Count} model versions imported; {report.PresentCount} were here already, {report.Skipped.Count} skipped");
            });
            return 0;
        });
        return command;
    }
}
