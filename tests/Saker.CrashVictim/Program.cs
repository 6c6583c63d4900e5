// Registers models and logs runs without end, or, with a number of writers as a third argument, logs values from as many at once (-1: runs trials of a study, -2: takes outcomes,
// -3: sums requests up to windows, -4: trains a network with checkpoints and ends by itself, -5: runs a pipeline with a network and ends by itself);
// it says after each acknowledged write that it was acknowledged. The crash tests kill it at random moments and look at what is left.
using Saker.CrashVictim;
using Saker.Platform;
using Saker.Platform.Storage;

var (home, seed) = (args[0], int.Parse(args[1]));
if (args.Length > 2 && int.Parse(args[2]) == NetworkTraining.Switch)
{
    new NetworkTraining(home).Run();
    return;
}
if (args.Length > 2 && int.Parse(args[2]) == PipelineTraining.Switch)
{
    await new PipelineTraining(home).RunAsync();
    return;
}
await using var saker = await SakerPlatform.OpenAsync(new HomeOptions { Folder = home, Actor = "victim" }, CancellationToken.None);
Acknowledgement.Say("ready");
if (args.Length > 2 && int.Parse(args[2]) == -2)
    await new OutcomesLoop(saker, seed).RunAsync();
else if (args.Length > 2 && int.Parse(args[2]) == WindowsLoop.Switch)
    await new WindowsLoop(saker).RunAsync();
else if (args.Length > 2 && int.Parse(args[2]) < 0)
    await new TuningLoop(saker).RunAsync();
else if (args.Length > 2)
    await new WritersLoop(saker, int.Parse(args[2])).RunAsync();
else
    await Task.WhenAll(
        Task.Run(() => new RegisteringLoop(saker, seed).RunAsync()),
        Task.Run(() => new LoggingLoop(saker).RunAsync()));
