using System.Globalization;
using System.Text;
using Tumen.Studies;

namespace Tumen.Cli;

/// <summary>Scripts that start workers on an engine that is there already; the store is the queue, so that the engine need know nothing of a study.</summary>
internal static class EngineScripts
{
    /// <summary>A script for a login node: an array of workers, and a job that puts the study together when they have ended.</summary>
    public static string Slurm(string file, StudyFolder study, string folder, Arguments a, int workers)
    {
        string name = Name(study), words = $"{Quoted(Path.GetFullPath(file))} --out {Quoted(Path.GetFullPath(folder))} --seed {a.Seed.ToString(CultureInfo.InvariantCulture)}";
        string threads = a.Threads.ToString(CultureInfo.InvariantCulture), n = workers.ToString(CultureInfo.InvariantCulture);
        string log = Quoted(Path.Combine(Path.GetFullPath(folder), "slurm-%A_%a.log")), end = Quoted(Path.Combine(Path.GetFullPath(folder), "slurm-report.log"));
        return $$"""
            #!/bin/sh
            # {{n}} workers on one study, then the report. Run it where sbatch is:   tumen work STUDY --slurm {{n}} | sh
            # The folder {{folder}} must be shared by all nodes. Workers may be killed, requeued or added at any time.
            set -e
            TUMEN=${TUMEN:-tumen}
            mkdir -p {{Quoted(Path.GetFullPath(folder))}}
            workers=$(sbatch --parsable --requeue --array=1-{{n}} --cpus-per-task={{threads}} --signal=TERM@30 --job-name={{name}} --output={{log}} <<TASK
            #!/bin/sh
            exec $TUMEN work {{words}} --threads {{threads}} --quiet
            TASK
            )
            sbatch --requeue --dependency=afterany:$workers --cpus-per-task={{threads}} --job-name={{name}}-report --output={{end}} <<TASK
            #!/bin/sh
            exec $TUMEN study {{words}} --threads {{threads}} --quiet
            TASK

            """;
    }

    /// <summary>A manifest: an indexed job of workers, and a job that works with them and puts the study together.</summary>
    public static string Kubernetes(string file, StudyFolder study, Arguments a, int workers)
    {
        string name = Name(study), path = $"/study/{Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(file)))}", n = workers.ToString(CultureInfo.InvariantCulture);
        string Job(string job, string more, string verb) => $$"""
            apiVersion: batch/v1
            kind: Job
            metadata:
              name: {{job}}
            spec:
            {{more}}
              template:
                spec:
                  restartPolicy: Never
                  terminationGracePeriodSeconds: 30
                  containers:
                    - name: tumen
                      image: tumen:{{StudyRunner.Version}}
                      args: ["{{verb}}", "{{path}}", "--seed", "{{a.Seed.ToString(CultureInfo.InvariantCulture)}}", "--threads", "{{a.Threads.ToString(CultureInfo.InvariantCulture)}}", "--quiet"]
                      resources:
                        requests: {cpu: "{{a.Threads.ToString(CultureInfo.InvariantCulture)}}", memory: 1Gi}
                      volumeMounts:
                        - {name: study, mountPath: /study}
                  volumes:
                    - name: study
                      persistentVolumeClaim: {claimName: {{name}}}

            """;
        return $"# {n} workers on one study, and a job that puts it together. The claim {name} is a volume that many pods may write (ReadWriteMany) and holds the study's folder.\n"
            + Job(name, $"  completionMode: Indexed\n  completions: {n}\n  parallelism: {n}\n  backoffLimitPerIndex: 3", "work")
            + "---\n" + Job($"{name}-report", "  backoffLimit: 3", "study");
    }

    private static string Name(StudyFolder study)
    {
        var name = new StringBuilder("tumen-");
        foreach (char c in Path.GetFileNameWithoutExtension(study.File.Name).ToLowerInvariant())
        {
            name.Append(char.IsAsciiLetterOrDigit(c) ? c : '-');
        }

        return name.ToString().TrimEnd('-');
    }

    private static string Quoted(string word) => $"'{word.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
